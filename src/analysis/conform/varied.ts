import { cancelCommand } from '#kernel/call.ts'
import type { Domain, Knob, Knobs, Model, Value } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import type { Varied } from '../explore/settings.ts'
import { endShown, recordedIn, recordedMax } from './recorded.ts'

/** Numbers that a choice is tried with besides its default: so many results came after the first cancel, at most. */
const numbersMax = 12
/** Ways in which the environment can be that are tried. */
const environmentsMax = 8

type Int = Extract<Domain, { type: 'int' }>
const within = (domain: Int, values: readonly number[]): number[] =>
  [...new Set(values)].filter((value) => value >= domain.min && value <= domain.max)

const withinRecording = (domain: Int, values: readonly number[]): number[] =>
  within({ ...domain, max: Math.max(domain.max, recordedMax) }, values)

/** Whether a scenario can be given these knobs, or a command these arguments: a recording may show more results than that. */
export const canBeGiven = (
  domains: Readonly<Record<string, Domain>>,
  values: Readonly<Record<string, Value>>,
): boolean =>
  Object.entries(domains).every(([name, domain]) => domain.type !== 'int' || Number(values[name]) <= domain.max)

/** How many results the recording has after its first cancel. */
function resultsAfterCancel({ lines }: Observed): number {
  const at = lines.findIndex(({ kind, op }) => kind === 'call' && op === cancelCommand)
  return at < 0 ? 0 : lines.slice(at).filter(({ kind }) => kind === 'result').length
}

function numbers(observed: Observed): number[] {
  const late = resultsAfterCancel(observed)
  return late <= numbersMax ? Array.from({ length: Math.max(2, late) + 1 }, (_, i) => i) : [0, 1, 2, late]
}

function valuesOf(domain: Domain, observed: Observed): readonly Value[] {
  if (domain.type === 'bool') return [domain.default, !domain.default]
  if (domain.type === 'enum') return [domain.default, ...domain.values.filter((value) => value !== domain.default)]
  return within(domain, [domain.default, ...numbers(observed)])
}

/** How many operations that have results were under way at a time. */
function togetherIn(model: Model, { lines }: Observed, withResults: ReadonlyMap<string, number>): number {
  const open = new Set<string>()
  let most = 0
  for (const { kind, op = '', operation = '' } of lines) {
    if (kind === 'call' && model.commands[op]?.operation === true && withResults.has(operation)) open.add(operation)
    else if (kind === 'settle') open.delete(operation)
    most = Math.max(most, open.size)
  }
  return most
}

/** Counts of an environment, the likeliest first: as many operations as were under way at a time, or started; as many results as were seen. */
function countsOf(model: Model, domain: Int, observed: Observed): readonly number[] {
  const results = new Map<string, number>()
  for (const { kind, operation = '' } of observed.lines)
    if (kind === 'result') results.set(operation, (results.get(operation) ?? 0) + 1)
  const started = observed.lines.filter(
    ({ kind, op = '' }) => kind === 'call' && model.commands[op]?.operation === true,
  )
  const together = togetherIn(model, observed, results)
  const likely = together > 1 && together < started.length ? [together] : []
  const most = Math.max(0, ...results.values())
  // Where some have none, the others are given their own number.
  const none = recordedIn(model, observed, {}, new Set()).counts === 'someNone' ? [0] : []
  const seen = [
    ...within(domain, [...none, ...likely, started.length, domain.default]),
    ...withinRecording(domain, [most]),
  ]
  // One more was to come where the last that was seen is not the end.
  return [...new Set([...seen, ...(most > domain.default ? withinRecording(domain, [most + 1]) : [])])]
}

/** How many results the operation has that has the most. */
function mostResults({ lines }: Observed): number {
  const results = new Map<string, number>()
  for (const { kind, operation = '' } of lines)
    if (kind === 'result') results.set(operation, (results.get(operation) ?? 0) + 1)
  return Math.max(0, ...results.values())
}

/** Whether a recording has more results, or more of them after its cancel, than the model can be told to have: no run can show it. */
export function isBeyond(model: Model, observed: Observed): boolean {
  const choicesMax = Object.values(model.knobs).flatMap(({ kind, domain, unit }) =>
    kind === 'choice' && domain.type === 'int' && unit !== 'ticks' ? [domain.max] : [],
  )
  return mostResults(observed) > recordedMax || resultsAfterCancel(observed) > Math.max(0, ...choicesMax)
}

/** Values of knobs that are given: what is pinned, what a recording gives away. */
export type Pinned = Readonly<Record<string, Value>>

/** What a recording leaves open. */
export interface Open {
  /** The value of every knob where none is varied. */
  readonly knobs: Knobs
  /** Knobs of which every value is tried, where a machine first looks at it. */
  readonly varied: Varied
}

/** Ticks that stand for a duration of which there usually is none. */
const someTicks = 100
/** Pairs of unusual things of the environment that are tried. */
const pairsMax = 12

/** All of one, with those of the other. */
const combined = (
  environments: readonly Record<string, Value>[],
  name: string,
  values: readonly Value[],
): Record<string, Value>[] =>
  values.flatMap((value) => environments.map((environment) => ({ ...environment, [name]: value })))

/** What else a knob of the environment can be that matters: a duration takes as long as it takes, only that there is none may matter. */
function othersOf({ domain, unit }: Knob): readonly Value[] {
  if (domain.type !== 'int') return domain.type === 'bool' ? [!domain.default] : domain.values.slice(1)
  return domain.default === 0 && domain.min === 0 ? [unit === 'ticks' ? someTicks : 1] : []
}

type Enum = Extract<Domain, { type: 'enum' }>
/** How something ends that ends badly: a recording in which it does so gives it away. */
const isCode = (model: Model, domain: Domain): domain is Enum =>
  domain.type === 'enum' && domain.values.every((value) => Object.hasOwn(model.codes, value))
const endIn = (model: Model, { values }: Enum, { lines }: Observed): string | undefined =>
  lines.flatMap((line) => endShown(model, line) ?? []).find((code) => values.includes(code))

/** What can be otherwise in the environment and is not pinned, one thing at a time: words and flags, and what usually takes no time. */
export function otherwise(
  model: Model,
  pinned: Pinned,
): Readonly<Record<'words' | 'durations', readonly Readonly<Record<string, Value>>[]>> {
  const open = Object.entries(model.knobs).filter(([name, { kind }]) => kind === 'environment' && !(name in pinned))
  const others = (isMeant: (knob: Knob) => boolean): Record<string, Value>[] =>
    open
      .filter(([, knob]) => isMeant(knob))
      .flatMap(([name, knob]) => othersOf(knob).map((value) => ({ [name]: value })))
  return {
    words: others(({ domain }) => domain.type !== 'int' && !isCode(model, domain)),
    durations: others(({ domain, unit }) => domain.type === 'int' && unit === 'ticks'),
  }
}

/** An environment in which a recording is tried. */
export interface Environment extends Open {
  /** How many knobs are not as usual. */
  readonly unusual: number
}

/**
 * Choices are open. The environment is tried as one usually has it first, with the counts that a recording makes likely, then with
 * one thing that is otherwise, then with two.
 */
export function environmentsFor(model: Model, observed: Observed, pinned: Pinned): Environment[] {
  const knobs: Record<string, Value> = {}
  const varied: Record<string, readonly Value[]> = {}
  let counts: Record<string, Value>[] = [{}]
  const others: Record<string, Value>[] = []
  for (const [name, knob] of Object.entries(model.knobs)) {
    const { kind, domain, unit } = knob
    knobs[name] = pinned[name] ?? domain.default
    if (pinned[name] !== undefined) continue
    if (kind !== 'choice' && isCode(model, domain)) knobs[name] = endIn(model, domain, observed) ?? domain.default
    else if (kind === 'choice') varied[name] = valuesOf(domain, observed)
    else if (domain.type === 'int' && unit !== 'ticks' && domain.default > 0)
      counts = combined(counts, name, countsOf(model, domain, observed)).slice(0, environmentsMax)
    else others.push(...othersOf(knob).map((value) => ({ [name]: value })))
  }
  const [likely = {}] = counts
  const pairs = others
    .flatMap((one, i) => others.slice(i + 1).map((other) => ({ ...one, ...other })))
    .filter((both) => Object.keys(both).length === 2)
  return [
    ...counts.map((count) => ({ knobs: { ...knobs, ...count }, varied, unusual: 0 })),
    ...others.map((one) => ({ knobs: { ...knobs, ...likely, ...one }, varied, unusual: 1 })),
    ...pairs.slice(0, pairsMax).map((both) => ({ knobs: { ...knobs, ...likely, ...both }, varied, unusual: 2 })),
  ]
}
