import { diff, firstDifference, tickOf, type Match } from '#analysis/diff.ts'
import { counted, wordsOf } from '#analysis/words.ts'
import { stableJson } from '#base/json.ts'
import { byObject } from '#base/memo.ts'
import { spaced } from '#base/spaced.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import type { TraceEvent } from '#kernel/trace.ts'
import type { Specification } from '#machines/specification.ts'
import { cancelAtOf, specificationFor, traceOf } from '../lab/derived.ts'
import { chipsOfKnob } from '../explore/inspect.ts'

export type { Match }

/** Something that both runs have, each in its own way. */
export interface PairLine {
  readonly what: string
  readonly left: string
  readonly right: string
}

/** Two runs of one specification side by side. */
export interface Pair {
  readonly left: Scenario
  readonly right: Scenario
  readonly matches: readonly Match[]
  /** The first difference in a sentence, with its clauses; null where there is none. */
  readonly first: { readonly words: string; readonly clauses: readonly string[] } | null
  /** What was set or commanded differently, choices aside. */
  readonly settings: readonly PairLine[]
  readonly outcomes: readonly PairLine[]
}

const quoted = (value: Value | undefined): string =>
  value === undefined ? 'none' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : spaced(String(value))

function settingsOf(left: Scenario, right: Scenario, { model }: Specification): PairLine[] {
  const knobs = Object.entries(model.knobs).flatMap(([name, { title, kind }]) => {
    const [a, b] = [left.knobs[name], right.knobs[name]]
    return a === b || kind === 'choice' ? [] : [{ what: title, left: quoted(a), right: quoted(b) }]
  })
  const steps = (scenario: Scenario): string[] =>
    scenario.steps
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, do: name, args }) =>
        [
          `${model.commands[name]?.title ?? name} at ${at}`,
          ...Object.entries(args).map(([key, value]) => `${key} ${quoted(value)}`),
        ].join(', '),
      )
  const [a, b] = [steps(left), steps(right)]
  const rest = (own: readonly string[], other: readonly string[]): string =>
    own.filter((line) => !other.includes(line)).join('; ') || 'nothing else'
  return a.join() === b.join() ? knobs : [...knobs, { what: 'Commands', left: rest(a, b), right: rest(b, a) }]
}

function outcomesOf(left: Scenario, right: Scenario, { model }: Specification): PairLine[] {
  const [a, b] = [traceOf(left).outcome, traceOf(right).outcome]
  const held = (leaks: readonly string[]): string =>
    counted(leaks.map((name) => model.resources[name]?.title ?? name)) || 'nothing'
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
  return [
    { what: 'The cancel returns', left: a.cancel?.code ?? 'nothing', right: b.cancel?.code ?? 'nothing' },
    { what: 'The operation ends with', left: a.settle?.code ?? 'nothing', right: b.settle?.code ?? 'nothing' },
    { what: 'Late results', left: String(a.lateResults), right: String(b.lateResults) },
    ...milestones.map((name) => ({
      what: capital(name),
      left: quoted(a.milestones[name] ?? 'never'),
      right: quoted(b.milestones[name] ?? 'never'),
    })),
    { what: 'Never released', left: held(a.leaks), right: held(b.leaks) },
  ]
}

/** What an event cites: a return its own clauses, a call those of its return, and all others the citations of the reaction that they
 *  belong to, or that they set off. */
function citedBy(scenario: Scenario, event: TraceEvent): readonly string[] {
  const { events, origins } = traceOf(scenario)
  if (event.kind === 'return' && event.clauses.length > 0) return event.clauses
  const of = (cause: number): string[] =>
    events.flatMap((other) => (other.kind === 'clause' && origins[other.i]?.cause === cause ? other.ids : []))
  const own = of(origins[event.i]?.cause ?? -1)
  if (own.length > 0) return own
  if (event.kind === 'call')
    return events.flatMap((other) => (other.kind === 'return' && other.call === event.call ? other.clauses : []))
  if (event.kind === 'send')
    return events.flatMap((other) => (other.kind === 'deliver' && other.msg === event.msg ? of(other.i) : []))
  return of(event.i)
}

/** What the first of all differences that cite anything cites. */
function citedFirst(left: Scenario, right: Scenario, matches: readonly Match[]): readonly string[] {
  for (const match of matches.filter(({ kind }) => kind !== 'same').toSorted((a, b) => tickOf(a) - tickOf(b))) {
    const cited = [
      ...(match.kind === 'onlyRight' ? [] : citedBy(left, match.left)),
      ...(match.kind === 'onlyLeft' ? [] : citedBy(right, match.right)),
    ]
    if (cited.length > 0) return cited
  }
  return []
}

interface Reason {
  /** ", because …"; empty where more than one thing was changed. */
  readonly words: string
  /** What leaves the choices open that are made differently. */
  readonly clauses: readonly string[]
}

/** What was changed, where it is a single thing: that is the reason for everything that differs. */
function reasonOf(left: Scenario, right: Scenario, specification: Specification): Reason {
  const { knobs, commands } = specification.model
  const set = Object.keys(knobs).filter((name) => left.knobs[name] !== right.knobs[name])
  const clauses = set.flatMap((name) => (knobs[name]?.kind === 'choice' ? chipsOfKnob(specification, name) : []))
  const moved = left.steps.flatMap((step, i) =>
    stableJson(step) === stableJson(right.steps[i]) ? [] : [[step, right.steps[i]] as const],
  )
  const [name] = set
  if (set.length === 1 && name !== undefined && moved.length === 0 && left.steps.length === right.steps.length)
    return {
      words: `, because “${knobs[name]?.title ?? name}” is ${quoted(left.knobs[name])} on the left and ${quoted(right.knobs[name])} on the right`,
      clauses,
    }
  const [step, other] = moved[0] ?? []
  if (
    set.length === 0 &&
    moved.length === 1 &&
    step !== undefined &&
    other?.do === step.do &&
    left.steps.length === right.steps.length &&
    step.at !== other.at
  )
    return {
      words: `, because “${commands[step.do]?.title ?? step.do}” comes at ${step.at} on the left and at ${other.at} on the right`,
      clauses,
    }
  return { words: '', clauses }
}

/** The clauses that tell most: what both the event and the reason name, else what the event cites, else what leaves the choice open. */
function tellingClauses(cited: readonly string[], open: readonly string[]): readonly string[] {
  const both = cited.filter((id) => open.includes(id))
  const telling = both.length > 0 ? both : cited.length > 0 ? cited : open
  return [...new Set(telling)]
}

function firstOf(left: Scenario, right: Scenario, matches: readonly Match[]): Pair['first'] {
  const match = firstDifference(matches)
  if (match === null) return null
  const specification = specificationFor(left)
  const said = (scenario: Scenario, event: TraceEvent): string => wordsOf(specification.model, traceOf(scenario), event)
  const cited = [
    ...(match.kind === 'onlyRight' ? [] : citedBy(left, match.left)),
    ...(match.kind === 'onlyLeft' ? [] : citedBy(right, match.right)),
  ]
  const reason = reasonOf(left, right, specification)
  const clauses = tellingClauses(
    cited.length > 0 || reason.clauses.length > 0 ? cited : citedFirst(left, right, matches),
    reason.clauses,
  )
  const why = reason.words
  switch (match.kind) {
    case 'onlyLeft':
      return { words: `At ${match.left.t}, and only on the left: ${said(left, match.left)}${why}.`, clauses }
    case 'onlyRight':
      return { words: `At ${match.right.t}, and only on the right: ${said(right, match.right)}${why}.`, clauses }
    case 'changed': {
      const [a, b] = [said(left, match.left), said(right, match.right)]
      const when =
        match.by === 0 ? `At ${match.left.t}` : `At ${match.left.t} on the left and ${match.right.t} on the right`
      return {
        words:
          a === b
            ? `${when}: ${a}, but from different states${why}.`
            : `${when}: “${a}” on the left is “${b}” on the right${why}.`,
        clauses,
      }
    }
    case 'moved':
      return {
        words: `${said(left, match.left)}: at ${match.left.t} on the left, ${Math.abs(match.by)} ticks ${match.by > 0 ? 'later' : 'earlier'} on the right${why}.`,
        clauses,
      }
    case 'same':
      return null
  }
}

const pairs = byObject((left: Scenario) =>
  byObject((right: Scenario): Pair => {
    const specification = specificationFor(left)
    const matches = diff(traceOf(left), traceOf(right))
    return {
      left,
      right,
      matches,
      first: firstOf(left, right, matches),
      settings: settingsOf(left, right, specification),
      outcomes: outcomesOf(left, right, specification),
    }
  }),
)

/** Two runs side by side; null where they are of different specifications. */
export const pairOf = (left: Scenario, right: Scenario): Pair | null =>
  left.spec === right.spec ? pairs(left)(right) : null

/** One side of a match. */
export interface Said {
  readonly tick: number
  readonly words: string
}

/** A match in words, side by side. */
export function matchWords(
  { left, right }: Pair,
  match: Match,
): { readonly left: Said | null; readonly right: Said | null } {
  const said = (scenario: Scenario, event: TraceEvent): Said => ({
    tick: event.t,
    words: wordsOf(specificationFor(scenario).model, traceOf(scenario), event),
  })
  return {
    left: match.kind === 'onlyRight' ? null : said(left, match.left),
    right: match.kind === 'onlyLeft' ? null : said(right, match.right),
  }
}

/** What the small picture of a run needs: ticks after the cancel, or after 0 where there is none. */
export interface RunFacts {
  readonly cancelAt: number | null
  readonly goesOn: number | null
  readonly reached: readonly { readonly name: Milestone; readonly after: number }[]
}

export function runFacts(scenario: Scenario): RunFacts {
  const { milestones: at } = traceOf(scenario).outcome
  const cancelAt = cancelAtOf(scenario)
  const begin = cancelAt ?? 0
  return {
    cancelAt,
    goesOn: at.stopped === undefined ? null : Math.max(0, at.stopped - begin),
    reached: milestones.flatMap((name) => (at[name] === undefined ? [] : [{ name, after: at[name] - begin }])),
  }
}

/** The line of a match in its own run: of the left one, else of the right one. */
export const keyOf = (match: Match): string => (match.kind === 'onlyRight' ? `r${match.right.i}` : `l${match.left.i}`)
