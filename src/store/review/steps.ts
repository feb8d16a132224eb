import { votesBack } from '#formats/minutesLive.ts'
import { decisionKey, historyWith, replacing, type Comment, type Decision, type Minutes } from '#formats/minutes.ts'

/** Something that can be undone: what there was before; undefined where there was nothing. */
interface Step {
  readonly title: string
  readonly joins: string
  readonly comments: readonly (readonly [string, Comment | undefined])[]
  readonly decisions: readonly (readonly [string, Decision | undefined])[]
  /** Of each comment what this page wrote. */
  readonly texts: ReadonlyMap<string, string>
  /** Of each decision what `changed` was when this page left it. */
  readonly left: Map<string, number>
}

const stepsMax = 200

/** What new versions are made with. */
export interface Making {
  /** When something is changed that was like this before. */
  readonly later: (before: Comment | Decision) => number
  readonly newId: () => string
  /** Under which this page counts votes; null: it has counted none. */
  readonly page: string | null
}

/** What a page has done, step by step, and how it is taken back; what others have written and voted since stays. */
export class Steps {
  private past: readonly Step[] = []

  /** What is taken back next, in words; null: nothing. */
  get title(): string | null {
    return this.past.at(-1)?.title ?? null
  }

  clear(): void {
    this.past = []
  }

  /** @param joins What is done under the same name one after the other is one step; '': it is its own. */
  add(title: string, { comments, decisions }: Minutes, news: Minutes, joins: string): void {
    const step: Step = {
      title,
      joins,
      comments: news.comments.map(({ id }) => [id, comments.find((comment) => comment.id === id)]),
      decisions: news.decisions.map((decision) => [
        decisionKey(decision),
        decisions.find((other) => decisionKey(other) === decisionKey(decision)),
      ]),
      texts: new Map(news.comments.map(({ id, text }) => [id, text])),
      left: new Map(news.decisions.map((decision) => [decisionKey(decision), decision.changed])),
    }
    const last = this.past.at(-1)
    // What somebody else has written in between is not taken back with what it stands in.
    const isMore =
      joins !== '' &&
      last?.joins === joins &&
      step.decisions.every(([key, before]) => before?.changed === last.left.get(key))
    if (isMore) for (const [key, changed] of step.left) last.left.set(key, changed)
    else if (step.comments.length + step.decisions.length > 0) this.past = [...this.past, step].slice(-stepsMax)
  }

  /** What takes the last step back from what is here now; null: there is none. */
  back(now: Minutes, making: Making): Minutes | null {
    const last = this.past.at(-1)
    if (last === undefined) return null
    this.past = this.past.slice(0, -1)
    return {
      comments: last.comments.flatMap(([id, before]) => {
        const found = now.comments.find((comment) => comment.id === id)
        return found === undefined ? [] : commentBack(before, found, last.texts.get(id), making)
      }),
      decisions: last.decisions.flatMap(([key, before]) => {
        const found = now.decisions.find((decision) => decisionKey(decision) === key)
        if (found === undefined) return []
        const undone = decisionBack(before, found, last.left.get(key), making)
        const earlier = this.past.findLast(({ left }) => left.has(key))
        if (earlier?.left.get(key) === before?.changed) earlier?.left.set(key, undone.changed)
        return [undone]
      }),
    }
  }
}

function commentBack(
  before: Comment | undefined,
  now: Comment,
  written: string | undefined,
  { later, newId }: Making,
): readonly Comment[] {
  const undone = { ...(before ?? { ...now, removed: true }), changed: later(now), replaces: replacing(now) }
  // What somebody else has made of it since is a comment of its own.
  const isOthers = !now.removed && now.text !== written && now.text !== before?.text
  const { replaces: _, ...copy } = now
  return isOthers ? [undone, { ...copy, id: newId(), changed: undone.changed }] : [undone]
}

function decisionBack(
  before: Decision | undefined,
  now: Decision,
  left: number | undefined,
  { later, page }: Making,
): Decision {
  const back: Decision = before ?? { spec: now.spec, about: now.about, choice: 'none', changed: 0 }
  // What somebody else has written since is not lost with it.
  const isOthers = left !== now.changed
  const kept = isOthers ? { before: historyWith(now) } : {}
  const votes = votesBack(back, now, isOthers ? now : back, page)
  return { ...back, ...votes, ...kept, changed: later(now), replaces: replacing(now) }
}
