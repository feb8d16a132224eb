/** A guard as a question that a reader would ask, worded so that the usual case is a yes. */
export interface GuardQuestion {
  readonly ask: string
  /** The answer where the guard holds. */
  readonly whereTrue: 'yes' | 'no'
}

export const yes = (ask: string): GuardQuestion => ({ ask, whereTrue: 'yes' })
export const no = (ask: string): GuardQuestion => ({ ask, whereTrue: 'no' })
