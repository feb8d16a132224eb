import { stableJson } from '#base/json.ts'
import {
  historyWith,
  pastMax,
  type Ballot,
  type Comment,
  type Decided,
  type Decision,
  type Minutes,
} from './minutes.ts'
import { content, versions, type Conflict } from './minutesMerge.ts'

/** What several pages write at the same time, settled without asking: each page comes to the same by itself. */

type Votes = Readonly<Record<string, number>>

const optionsIn = (...all: readonly Votes[]): readonly string[] => [...new Set(all.flatMap(Object.keys))]

/** What all pages have counted together. */
function sum(ballots: Readonly<Record<string, Ballot>>): Votes {
  const all = Object.values(ballots).map(({ votes }) => votes)
  return Object.fromEntries(
    optionsIn(...all).map((option) => [option, all.reduce((total, votes) => total + (votes[option] ?? 0), 0)]),
  )
}

/** Votes from before pages counted for themselves. */
function uncounted({ votes = {}, ballots = {} }: Partial<Decided>): Votes {
  const counted = sum(ballots)
  return Object.fromEntries(optionsIn(votes).map((option) => [option, (votes[option] ?? 0) - (counted[option] ?? 0)]))
}

function totals(ballots: Readonly<Record<string, Ballot>>, others: Votes): Votes {
  const counted = sum(ballots)
  return Object.fromEntries(
    optionsIn(counted, others).map((option) => [option, Math.max(0, (counted[option] ?? 0) + (others[option] ?? 0))]),
  )
}

/** A decision with one vote more (1) or less (-1), counted by a page; none goes below 0. */
export function countedVote(
  known: Decision | undefined,
  page: string,
  option: string,
  by: 1 | -1,
): Required<Pick<Decided, 'votes' | 'ballots'>> {
  const { ballots = {}, votes = {} } = known ?? {}
  const own = ballots[page] ?? { n: 0, votes: {} }
  const change = (votes[option] ?? 0) + by < 0 ? 0 : by
  const now = {
    ...ballots,
    [page]: { n: own.n + 1, votes: { ...own.votes, [option]: (own.votes[option] ?? 0) + change } },
  }
  return { ballots: now, votes: totals(now, uncounted(known ?? {})) }
}

/**
 * The votes on a decision that is as it was before again: what this page has counted since is taken back, and told as counted later, so
 * that it does not come back from others.
 * @param others Of which version the votes of the others stay.
 */
export function votesBack(
  before: Partial<Decided>,
  now: Decision,
  others: Partial<Decided>,
  page: string | null,
): Pick<Decided, 'votes' | 'ballots'> {
  const own = page === null ? undefined : now.ballots?.[page]
  if (page === null || own === undefined) return votesIn(others)
  const then = { n: own.n + 1, votes: before.ballots?.[page]?.votes ?? {} }
  const ballots = { ...others.ballots, [page]: then }
  return { ballots, votes: totals(ballots, uncounted(others)) }
}

const votesIn = ({ votes, ballots }: Partial<Decided>): Pick<Decided, 'votes' | 'ballots'> => ({
  ...(votes === undefined ? {} : { votes }),
  ...(ballots === undefined ? {} : { ballots }),
})

function votesOf(a: Decision, b: Decision): Pick<Decided, 'votes' | 'ballots'> {
  if (a.votes === undefined && b.votes === undefined) return {}
  const [one, two] = [a.ballots ?? {}, b.ballots ?? {}]
  const pages = [...new Set([...Object.keys(one), ...Object.keys(two)])].sort()
  const ballots = Object.fromEntries(
    pages.flatMap((page) => {
      const [left, right] = [one[page], two[page]]
      const later = (left?.n ?? -1) >= (right?.n ?? -1) ? left : right
      return later === undefined ? [] : [[page, later]]
    }),
  )
  const [before, other] = [uncounted(a), uncounted(b)]
  const most = Object.fromEntries(
    optionsIn(before, other).map((option) => [option, Math.max(before[option] ?? 0, other[option] ?? 0)]),
  )
  return { votes: totals(ballots, most), ...(pages.length === 0 ? {} : { ballots }) }
}

const isAfter = (a: Comment | Decision, b: Comment | Decision): boolean =>
  a.changed === b.changed ? content(a) > content(b) : a.changed > b.changed

function alike<T extends Comment | Decision>(a: T, b: T): readonly [later: T, earlier: T, changed: number] {
  return isAfter(a, b) ? [a, b, a.changed + 1] : [b, a, b.changed + 1]
}

const replaced = (a: Comment | Decision, b: Comment | Decision): readonly number[] =>
  versions(a, b)
    .toSorted((x, y) => x - y)
    .slice(-pastMax)

function comments(a: Comment, b: Comment): readonly Comment[] {
  const [later, earlier, changed] = alike(a, b)
  const kept = later.removed && !earlier.removed ? earlier : later
  const left = kept === later ? earlier : later
  const { replaces: _, ...copy } = left
  const isSaid = !left.removed && left.text !== kept.text
  const both = { ...copy, id: `${left.id.slice(0, 60)}~${left.changed}`, changed }
  return [{ ...kept, changed, replaces: replaced(a, b) }, ...(isSaid ? [both] : [])]
}

const facts = ['owner', 'due', 'link'] as const

/** Facts of a decision that only one of two says, or that both say alike; null: they say different ones. */
function factsOf(a: Decision, b: Decision): Pick<Decision, (typeof facts)[number]> | null {
  const told = facts.map((name) => [name, [...new Set([a[name] ?? '', b[name] ?? ''])].filter(Boolean)] as const)
  return told.some(([, all]) => all.length > 1)
    ? null
    : Object.fromEntries(told.flatMap(([name, [text]]) => (text === undefined ? [] : [[name, text]])))
}

/** Whether two decisions are the same but for what is said about them. */
export const isSameChoice = (a: Decision, b: Decision): boolean =>
  stableJson([a.choice, a.reading ?? null]) === stableJson([b.choice, b.reading ?? null])

/** @param why The reasons of both as one; null: they are not put together. */
function decision(a: Decision, b: Decision, why: string | null): Decision {
  const [later, earlier, changed] = alike(a, b)
  const both = why === null ? null : factsOf(later, earlier)
  const past = [...historyWith(later).slice(0, -1), ...(both === null ? historyWith(earlier) : (earlier.before ?? []))]
  const before = [...new Map(past.map((each) => [stableJson(each), each])).entries()]
    .toSorted(([x, one], [y, two]) => one.changed - two.changed || (x < y ? -1 : 1))
    .map(([, each]) => each)
    .slice(-pastMax)
  const { why: _, ...others } = later
  return {
    ...(why === null ? later : { ...others, ...both, ...(why === '' ? {} : { why }) }),
    ...votesOf(later, earlier),
    changed,
    before,
    replaces: replaced(a, b),
  }
}

/**
 * Puts an end to a conflict as every page does: the later version stays; of a comment the earlier one becomes a comment of its own, of a
 * decision it goes into the history, and votes are added up. A deletion does not win over words.
 * @param why Of a decision the reasons of both as one; null: that of the earlier version goes into the history with the rest of it.
 */
export function settledAlike({ kind, mine, theirs }: Conflict, why: string | null = null): Minutes {
  return kind === 'comment'
    ? { comments: comments(mine, theirs), decisions: [] }
    : { comments: [], decisions: [decision(mine, theirs, why)] }
}
