import { stableJson } from '#base/json.ts'
import { decisionKey, historyWith, replacing, type Comment, type Decision, type Minutes } from './minutes.ts'

/** Two versions of the same comment or decision, neither of which knew of the other. */
export type Conflict =
  | { readonly kind: 'comment'; readonly key: string; readonly mine: Comment; readonly theirs: Comment }
  | { readonly kind: 'decision'; readonly key: string; readonly mine: Decision; readonly theirs: Decision }

/** What of a conflict stays. `both` is for comments: theirs becomes a comment of its own. */
export type Side = 'mine' | 'theirs' | 'both'

/** What somebody else's minutes are to one's own. */
export interface Incoming {
  /** Not here yet. */
  readonly added: Minutes
  /** Newer versions of what is here, made by somebody who knew the version that is here. */
  readonly updates: Minutes
  readonly conflicts: readonly Conflict[]
  /** How many are older versions of what is here. */
  readonly older: number
  /** How many are here already. */
  readonly same: number
}

type Version = Comment | Decision

/** What a version says, without when it was said. */
export function content(version: Version): string {
  const { changed: _changed, replaces: _replaces, ...said } = version
  const { before: _before, made: _made, by: _by, ...rest } = said as Partial<Decision & Comment>
  return stableJson(rest)
}

/** Whether the one was written by somebody who knew the other, as far as that is told by when they were. */
export const knew = (newer: Version, older: Version): boolean =>
  newer.replaces?.includes(older.changed) === true ||
  ('before' in newer && newer.before?.some(({ changed }) => changed === older.changed) === true)

function relation(mine: Version | undefined, theirs: Version): 'added' | 'same' | 'older' | 'update' | 'conflict' {
  if (mine === undefined) return 'added'
  if (content(mine) === content(theirs)) return 'same'
  if (knew(mine, theirs)) return 'older'
  return knew(theirs, mine) ? 'update' : 'conflict'
}

/** Compares somebody else's minutes with one's own; nothing is changed. */
export function compareMinutes(own: Minutes, other: Minutes): Incoming {
  const comments = new Map(own.comments.map((comment) => [comment.id, comment]))
  const decisions = new Map(own.decisions.map((decision) => [decisionKey(decision), decision]))
  const related = [
    ...other.comments.map((theirs) => {
      const mine = comments.get(theirs.id)
      return { kind: 'comment' as const, key: theirs.id, mine, theirs, is: relation(mine, theirs) }
    }),
    ...other.decisions.map((theirs) => {
      const key = decisionKey(theirs)
      const mine = decisions.get(key)
      return { kind: 'decision' as const, key, mine, theirs, is: relation(mine, theirs) }
    }),
  ]
  const these = (is: string): Minutes => ({
    comments: related.flatMap((each) => (each.is === is && each.kind === 'comment' ? [each.theirs] : [])),
    decisions: related.flatMap((each) => (each.is === is && each.kind === 'decision' ? [each.theirs] : [])),
  })
  return {
    added: these('added'),
    updates: these('update'),
    conflicts: related.flatMap(({ is, ...each }) => (is === 'conflict' ? [each as Conflict] : [])),
    older: related.filter(({ is }) => is === 'older').length,
    same: related.filter(({ is }) => is === 'same').length,
  }
}

export const versions = (a: Version, b: Version): readonly number[] => [...new Set([...replacing(a), ...replacing(b)])]

/** A decision that was chosen over another one, which goes into its history: nobody has to find it again. */
function decided(kept: Decision, left: Decision, changed: number): Decision {
  const before = [...historyWith(kept).slice(0, -1), ...historyWith(left)].toSorted((a, b) => a.changed - b.changed)
  return { ...kept, changed, before, replaces: versions(kept, left) }
}

/** What puts an end to a conflict: it replaces both versions, so that neither is met as a conflict again. */
export function settle(conflict: Conflict, side: Side, changed: number, newId: string): Minutes {
  if (conflict.kind === 'decision') {
    const [kept, left] = side === 'theirs' ? [conflict.theirs, conflict.mine] : [conflict.mine, conflict.theirs]
    return { comments: [], decisions: [decided(kept, left, changed)] }
  }
  const { mine, theirs } = conflict
  const kept = { ...(side === 'theirs' ? theirs : mine), changed, replaces: versions(mine, theirs) }
  const { replaces: _, ...copy } = theirs
  return {
    comments: side === 'both' ? [kept, { ...copy, id: newId, changed }] : [kept],
    decisions: [],
  }
}

/** Several of them as one. */
export const together = (all: readonly Minutes[]): Minutes => ({
  comments: all.flatMap(({ comments }) => comments),
  decisions: all.flatMap(({ decisions }) => decisions),
})
