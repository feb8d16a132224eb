import type { PlainEffect } from './role.ts'

/** Effects with names turned into numbers, once for each remembered transition. */
export type ResolvedOutput =
  | {
      readonly type: 'send'
      readonly to: number
      readonly event: number
      readonly background: boolean
      readonly ticks: number | null
    }
  | { readonly type: 'tell'; readonly to: number; readonly event: number }
  | { readonly type: 'tellAll'; readonly role: string; readonly event: number }
  | {
      readonly type: 'arm'
      readonly timer: string
      readonly name: string
      readonly ticks: number
      readonly event: number
    }
  | { readonly type: 'disarm'; readonly timer: string }
  | { readonly type: 'cut'; readonly from: number; readonly to: number; readonly keep: number; readonly why: string }
  | { readonly type: 'note'; readonly effect: Observation }

/** Effects that change nothing in the world: they are what an observer sees. */
export type Observation = Exclude<PlainEffect, { type: 'send' | 'tell' | 'cut' }>

/** What an actor does with an event. */
export interface CompiledTransition {
  readonly next: number
  readonly handled: boolean
  readonly outputs: readonly ResolvedOutput[]
  /** Whether somebody is told before a timer begins. */
  readonly armsLate: boolean
}
