import type { Json } from '#base/json.ts'

/** The six moments that all specifications share (docs/formats.md, section 2). */
export const milestones = ['issued', 'accepted', 'noticed', 'stopped', 'settled', 'released'] as const
export type Milestone = (typeof milestones)[number]

/** What a call passes or gives back, by name. Plain data. */
export type Payload = Readonly<Record<string, Json>>

/** What a machine can receive: a command, a message, a timer. Plain data. */
export interface Message {
  readonly type: string
  readonly [field: string]: Json | undefined
}

/**
 * What a machine asks the kernel to do or to note. A machine has no other output.
 * An address is the name of an actor: `server`, or `provider#2` for the second instance of a role;
 * `runtime#*` means every instance that exists.
 */
export type Effect =
  /** Puts a message on the link from the sender to `to`; it takes `linkTicks`, or `ticks` where given. A background
   *  message (a poll and its answer) does not keep a run alive. */
  | {
      readonly type: 'send'
      readonly to: string
      readonly event: Message
      readonly background?: boolean
      readonly ticks?: number
    }
  /** A call inside one process: carried out at once, before anything else. */
  | { readonly type: 'tell'; readonly to: string; readonly event: Message }
  /**
   * An API call leaves its caller. `call` is the machine's own key for it, with which `return` finds it again. `args`: what is
   * passed, by the document's names of the parameters. With the key of the command that is being carried out it is no second
   * call: it says what the command's call passes, where that is something else than the command's own arguments.
   */
  | {
      readonly type: 'call'
      readonly op: string
      readonly call: string
      readonly operation?: number
      readonly args?: Payload
    }
  /** The call returned. `out`: what came back beside the code, by the document's names. */
  | {
      readonly type: 'return'
      readonly call: string
      readonly code: string
      readonly clauses: readonly string[]
      readonly http?: number | null
      readonly out?: Payload
    }
  /** The n-th (from 1) partial result of an operation reached the client. */
  | { readonly type: 'result'; readonly operation: number; readonly n: number }
  /** The final outcome of an operation reached the client. */
  | { readonly type: 'settle'; readonly operation: number; readonly code: string }
  /** The number held of something limited changed by `change`; `operation` 0: it belongs to no operation. */
  | {
      readonly type: 'resource'
      readonly name: string
      readonly change: number
      readonly limit: number | null
      readonly operation: number
    }
  /** An operation holds a share in something that is counted elsewhere (a handle that several operations run under): it is not
   *  released before it has let go of that too. */
  | { readonly type: 'hold'; readonly name: string; readonly change: 1 | -1; readonly operation: number }
  /**
   * `released` is never emitted: the kernel finds it from what is held. `call`: the key of the cancel that is issued or accepted;
   * by default that of the cancel which the handled event belongs to. A cancel is accepted before its call returns, or not at all.
   */
  | {
      readonly type: 'milestone'
      readonly operation: number
      readonly name: Exclude<Milestone, 'released'>
      readonly call?: string
    }
  /** Clauses that this transition exercised. */
  | { readonly type: 'cite'; readonly clauses: readonly string[] }
  /** From now on nobody waits for the operation: its client is gone, or the library has given up. What goes on is spent for nobody. */
  | { readonly type: 'abandon'; readonly operation: number }
  /** The caller did what the specification does not define. */
  | { readonly type: 'unsupported'; readonly clauses: readonly string[]; readonly what: string }
  /** The message that is being delivered counts as lost: the trace shows `drop` with this reason, not `deliver`. Of a command
   *  that is being carried out it says that nobody is there to do it: no call is made, and the command tells this reason. */
  | { readonly type: 'discard'; readonly why: string }
  /** Cuts the link `from` → `to` for good: the first `keep` messages on their way still arrive, the others and all later
   *  ones are lost. The emitter is told at once how many are kept: `{ type: 'link.kept', from, to, count }`. */
  | { readonly type: 'cut'; readonly from: string; readonly to: string; readonly keep: number; readonly why: string }
  /** Several effects (or none) from one action, in order. */
  | { readonly type: 'batch'; readonly effects: readonly Effect[] }
