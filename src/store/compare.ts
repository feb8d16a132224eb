import { isSuccess, operationsOf } from '#analysis/facts.ts'
import { diff, firstDifference, tickOf as tickOfMatch, type Match } from '#analysis/diff.ts'
import { inWords } from '#analysis/sentence.ts'
import { stories, tell, type StoryId, type Told } from '#analysis/story.ts'
import { wordsOf } from '#analysis/words.ts'
import type { Json } from '#base/json.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { protocols } from '#machines/index.ts'
import type { Protocol } from '#machines/protocol.ts'
import { protocolFor, traceOf } from './derived.ts'

export { stories }
export type { Match }

/** How the Compare screen is looked at; it travels in links. */
export interface ComparePlace {
  readonly story: StoryId
  /** When the cancel comes, in thousandths of the work: 0 when it begins, 1000 when it would be over. */
  readonly moment: number
  /** The milestone whose ticks are compared. */
  readonly milestone: Milestone
}

export const momentMax = 1300

const usual: ComparePlace = { story: 'half-way', moment: 500, milestone: 'settled' }

/** A place that came from a link or from nowhere; what makes no sense in it is as usual. */
export function comparePlace(value: Json | undefined): ComparePlace {
  const { story, moment, milestone } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, Json | undefined>
  const known = stories.find(({ id }) => id === story)
  return {
    story: known?.id ?? usual.story,
    moment: typeof moment === 'number' && Number.isInteger(moment) && moment >= 0 && moment <= momentMax ? moment : Math.round((known?.moment ?? 0.5) * 1000),
    milestone: milestones.find((name) => name === milestone) ?? usual.milestone,
  }
}

/** A milestone of a row: ticks after the cancel, or why it is never reached. */
export interface Reached {
  readonly name: Milestone
  readonly after: number | null
  readonly why: string
}

/** One specification's telling of the story. Ticks after the cancel, unless said otherwise. */
export interface CompareRow {
  readonly spec: string
  readonly title: string
  readonly family: string
  readonly scenario: Scenario
  readonly cancelAt: number
  readonly reached: readonly Reached[]
  /** What the cancel returned, and when; null where it never did. */
  readonly answer: { readonly code: string; readonly after: number } | null
  readonly settle: string | null
  readonly late: number
  /** How long the work goes on; 0 where it was over before. */
  readonly goesOn: number | null
  /** How long anything of the operation is held; null: to the end. */
  readonly held: number | null
  readonly heldNames: readonly string[]
  readonly duties: readonly { readonly says: string; readonly clauses: readonly string[] }[]
  /** What the next operation got, where the story starts one. */
  readonly next: string | null
}

const lower = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

function rowOf({ protocol, scenario, trace, cancelAt }: Told): CompareRow {
  const { outcome, aim } = trace
  const { document, model, story } = protocol
  const operations = operationsOf(model, trace)
  const operation = operations.find(({ number }) => number === aim)
  const at = outcome.milestones
  const back = trace.events.find((event) => event.kind === 'return' && event.call === 'cancel#1')
  const kept = (operation?.held ?? []).filter(({ until }) => until === null).map(({ name }) => name)
  const let_go = (operation?.held ?? []).flatMap(({ name, until }) => (until !== null && until === at.released ? [name] : []))
  const names = (kept.length > 0 || outcome.leaks.length > 0 ? [...new Set([...kept, ...outcome.leaks])] : let_go).map((name) => lower(model.resources[name]?.title ?? name))
  const next = operations.find(({ number }) => number > aim)
  return {
    spec: document.id,
    title: document.title,
    family: document.family,
    scenario,
    cancelAt,
    reached: milestones.map((name) => ({ name, after: at[name] === undefined ? null : at[name] - cancelAt, why: story.never[name] ?? 'it does not come to that' })),
    answer: outcome.cancel === null ? null : { code: outcome.cancel.code, after: (back?.t ?? cancelAt) - cancelAt },
    settle: outcome.settle?.code ?? null,
    late: outcome.lateResults,
    goesOn: at.stopped === undefined ? null : Math.max(0, at.stopped - cancelAt),
    held: outcome.leaks.length > 0 ? null : Math.max(0, (at.released ?? cancelAt) - cancelAt),
    heldNames: names,
    duties: protocol.duties.filter(({ until }) => until !== 'settled' && outcome.leaks.includes(until.released)).map(({ says, clauses }) => ({ says, clauses })),
    next: next === undefined ? null : next.settle === null ? 'nothing' : isSuccess(next.settle) ? 'admitted' : next.settle.code,
  }
}

const rows = new Map<string, readonly CompareRow[]>()
const rowsKept = 400

/** The story told by every specification; remembered, since a drag comes by the same moments again. */
export function rowsFor({ story, moment }: ComparePlace): readonly CompareRow[] {
  const key = `${story} ${moment}`
  const known = rows.get(key)
  if (known !== undefined) return known
  const told = protocols.map((protocol) => rowOf(tell(protocol, story, moment / 1000)))
  rows.set(key, told)
  if (rows.size > rowsKept) rows.delete(rows.keys().next().value ?? '')
  return told
}

const afterOf = (row: CompareRow, name: Milestone): number | null => row.reached.find((each) => each.name === name)?.after ?? null

/** What stands out in a story, in one sentence made from its rows. */
export function standsOut(all: readonly CompareRow[]): string {
  const told = all.flatMap((row) => {
    const settled = afterOf(row, 'settled')
    const stopped = afterOf(row, 'stopped')
    return settled !== null && stopped !== null && settled >= 0 && stopped > settled ? [{ row, settled, stopped }] : []
  })
  const [first] = told.toSorted((a, b) => b.stopped - b.settled - (a.stopped - a.settled))
  const endless = all.filter(({ held }) => held === null)
  const tail = endless.length === 0 ? '' : ` In ${endless.length === all.length ? 'all of them' : `${inWords(endless.length)} of ${inWords(all.length)}`} something is held until somebody cleans up.`
  if (first !== undefined) {
    const only = told.length === 1 ? 'Only ' : ''
    return `${only}${first.row.title} tells the client that it is over, at +${first.settled}, before the work has stopped, at +${first.stopped}.${tail}`
  }
  const slowest = all.toSorted((a, b) => (b.goesOn ?? 0) - (a.goesOn ?? 0))[0]
  if (slowest !== undefined && (slowest.goesOn ?? 0) > 0) return `Nobody is told before the work has stopped; with ${slowest.title} it goes on longest, ${slowest.goesOn ?? 0} ticks.${tail}`
  return `The work was over before the cancel came, in all of them.${tail}`
}

/** Two runs of one specification side by side. */
export interface Pair {
  readonly left: Scenario
  readonly right: Scenario
  readonly matches: readonly Match[]
  /** The first difference in a sentence, with its clauses; null where there is none. */
  readonly first: { readonly words: string; readonly clauses: readonly string[] } | null
  readonly settings: readonly { readonly what: string; readonly left: string; readonly right: string }[]
  readonly outcomes: readonly { readonly what: string; readonly left: string; readonly right: string }[]
}

const quoted = (value: Value | undefined): string => (value === undefined ? 'none' : String(value))

function settingsOf(left: Scenario, right: Scenario, protocol: Protocol): Pair['settings'] {
  const knobs = Object.keys(protocol.model.knobs).flatMap((name) => {
    const [a, b] = [left.knobs[name], right.knobs[name]]
    return a === b ? [] : [{ what: protocol.model.knobs[name]?.title ?? name, left: quoted(a), right: quoted(b) }]
  })
  const steps = (scenario: Scenario): string => scenario.steps.map(({ at, do: name }) => `${name} ${at}`).join(', ')
  return steps(left) === steps(right) ? knobs : [...knobs, { what: 'Commands', left: steps(left), right: steps(right) }]
}

function outcomesOf(left: Scenario, right: Scenario): Pair['outcomes'] {
  const [a, b] = [traceOf(left).outcome, traceOf(right).outcome]
  const lines = [
    ['The cancel returns', a.cancel?.code ?? 'nothing', b.cancel?.code ?? 'nothing'],
    ['The operation ends with', a.settle?.code ?? 'nothing', b.settle?.code ?? 'nothing'],
    ['Late results', String(a.lateResults), String(b.lateResults)],
    ...milestones.map((name) => [name, quoted(a.milestones[name] ?? 'never'), quoted(b.milestones[name] ?? 'never')]),
    ['Still held', a.leaks.join(', ') || 'nothing', b.leaks.join(', ') || 'nothing'],
  ]
  return lines.map(([what = '', one = '', other = '']) => ({ what, left: one, right: other }))
}

function firstOf(left: Scenario, right: Scenario, matches: readonly Match[]): Pair['first'] {
  const match = firstDifference(matches)
  if (match === null) return null
  const { model } = protocolFor(left)
  const said = (scenario: Scenario, event: Parameters<typeof wordsOf>[2]): string => wordsOf(model, traceOf(scenario), event)
  const at = tickOfMatch(match)
  const near = (scenario: Scenario): string[] => traceOf(scenario).events.flatMap((event) => (event.t === at && (event.kind === 'clause' || event.kind === 'return') ? (event.kind === 'clause' ? event.ids : event.clauses) : []))
  const clauses = [...new Set([...near(left), ...near(right)])]
  if (match.kind === 'onlyLeft') return { words: `At ${at} only on the left: ${said(left, match.left)}.`, clauses }
  if (match.kind === 'onlyRight') return { words: `At ${at} only on the right: ${said(right, match.right)}.`, clauses }
  if (match.kind === 'changed') return { words: `At ${match.left.t} on the left: ${said(left, match.left)}; on the right, at ${match.right.t}: ${said(right, match.right)}.`, clauses }
  if (match.kind === 'moved') return { words: `${said(left, match.left)} comes ${Math.abs(match.by)} ticks ${match.by > 0 ? 'later' : 'earlier'} on the right.`, clauses }
  return null
}

const pairs = new WeakMap<Scenario, WeakMap<Scenario, Pair>>()

/** The pinned run on the left, the present one on the right; null where they are of different specifications. */
export function pairOf(left: Scenario, right: Scenario): Pair | null {
  if (left.spec !== right.spec) return null
  let known = pairs.get(left)
  if (known === undefined) pairs.set(left, (known = new WeakMap()))
  const before = known.get(right)
  if (before !== undefined) return before
  const matches = diff(traceOf(left), traceOf(right))
  const pair: Pair = { left, right, matches, first: firstOf(left, right, matches), settings: settingsOf(left, right, protocolFor(left)), outcomes: outcomesOf(left, right) }
  known.set(right, pair)
  return pair
}

/** A match in words: when on each side, and what. */
export function matchWords(pair: Pair, match: Match): { readonly left: string; readonly right: string; readonly what: string } {
  const { model } = protocolFor(pair.left)
  const left = match.kind === 'onlyRight' ? null : match.left
  const right = match.kind === 'onlyLeft' ? null : match.right
  const what = left === null ? (right === null ? '' : wordsOf(model, traceOf(pair.right), right)) : wordsOf(model, traceOf(pair.left), left)
  return { left: left === null ? '' : String(left.t), right: right === null ? '' : String(right.t), what }
}
