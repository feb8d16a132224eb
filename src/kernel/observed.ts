import type { Json } from '#base/json.ts'

/** What an observation can speak of: the kinds of a trace that somebody outside can see. */
export const observedKinds = ['call', 'return', 'result', 'settle'] as const
export type ObservedKind = (typeof observedKinds)[number]

/**
 * Something that was seen of a real run: a line of a trace with less in it. What is not there was not seen. `call` and
 * `operation` are the recording's own names: equal names mean the same call or operation, and nothing else.
 */
export interface ObservedLine {
  /** Time in the observation's unit; without it only the order counts. */
  readonly t?: number
  readonly kind: ObservedKind
  /** Who did it; without it the client that was watched. */
  readonly actor?: string
  readonly op?: string
  readonly call?: string
  readonly operation?: string
  readonly args?: Readonly<Record<string, Json>>
  readonly code?: string
  readonly value?: string
  /** Status of the HTTP answer; null where there was none. */
  readonly http?: number | null
  readonly out?: Json
  readonly n?: number
}

/** What somebody saw of a real run (docs/observations.md). */
export interface Observed {
  readonly spec: string
  /** What `t` is counted in: `ms`, `ticks`. */
  readonly unit: string
  readonly title: string
  /** The kinds of which nothing is missing. */
  readonly sees: readonly ObservedKind[]
  readonly lines: readonly ObservedLine[]
}
