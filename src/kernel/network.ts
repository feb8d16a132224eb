/** Links and timers as plain values. Those who step a world differ only in which message or timer is next. */

/** What is on its way from one actor to another, in the order in which it was sent. */
export interface Link<M> {
  /** Nothing more gets on it. */
  readonly isCut: boolean
  readonly messages: readonly M[]
}

export const emptyLink: Link<never> = { isCut: false, messages: [] }

/** With one more message, behind the others. What is sent on a link that was cut is lost. */
export const sent = <M>(link: Link<M>, message: M): Link<M> =>
  link.isCut ? link : { isCut: false, messages: [...link.messages, message] }

/** What arrives next. */
export const headOf = <M>(link: Link<M>): M | undefined => link.messages[0]

/** After its head has arrived. */
export const withoutHead = <M>({ isCut, messages }: Link<M>): Link<M> => ({ isCut, messages: messages.slice(1) })

/** Cut: of what is on its way, the first `keep` messages still arrive. */
export const cutOff = <M>({ messages }: Link<M>, keep: number): Link<M> => ({
  isCut: true,
  messages: messages.slice(0, keep),
})

/** A timer of an actor, by XState's own name of it, with the state that it belongs to. */
export interface Timer {
  readonly timer: string
}

/** The timers of an actor after one was armed; it begins anew if it ran. */
export const armed = <T extends Timer>(timers: readonly T[], timer: T): readonly T[] => [
  ...disarmed(timers, timer.timer),
  timer,
]

/** The timers of an actor after one was disarmed, which need not have run. */
export const disarmed = <T extends Timer>(timers: readonly T[], timer: string): readonly T[] =>
  timers.filter((other) => other.timer !== timer)
