import { byObject } from '#base/memo.ts'
import { cancelCommand } from './call.ts'
import type { Domain, Model, Precondition, Scenario, Step, Value } from './model.ts'
import { plan } from './timed.ts'
import type { Trace, TraceEvent } from './trace.ts'

/**
 * Steps that come, go and change places, and the others, which keep what they mean: the number of an operation stays the number
 * of the same operation, and a value that makes sense at one place only gives way where it makes none.
 */

const isStart = (model: Model, step: Step): boolean => model.commands[step.do]?.operation === true

/** Indexes of the steps that start operation 1, 2, … */
const startsOf = (model: Model, steps: readonly Step[]): number[] =>
  plan(steps).flatMap(({ step, index }) => (isStart(model, step) ? [index] : []))

const domainsOf = (model: Model, step: Step): readonly (readonly [string, Domain])[] =>
  Object.entries(model.commands[step.do]?.args ?? {})

/** What has to come before a value of an argument makes sense; undefined where nothing has to. */
const needOf = (domain: Domain, value: Value | undefined): Precondition | undefined =>
  domain.type === 'enum' ? domain.after?.[String(value)] : undefined

const needsOf = (model: Model, step: Step): readonly Precondition[] =>
  domainsOf(model, step).flatMap(([name, domain]) => needOf(domain, step.args[name]) ?? [])

const meets = (step: Step, { do: name, args }: Precondition): boolean =>
  step.do === name && Object.entries(args ?? {}).every(([arg, value]) => step.args[arg] === value)

const isMet = (steps: readonly Step[], index: number, need: Precondition): boolean => {
  const at = steps[index]?.at ?? 0
  return steps.some((step, i) => meets(step, need) && (step.at < at || (step.at === at && i < index)))
}

/** Whether nothing that any step means depends on where this one stands. */
function isPlain(model: Model, steps: readonly Step[], index: number): boolean {
  const step = steps[index]
  if (step === undefined) return true
  if (isStart(model, step) || needsOf(model, step).length > 0) return false
  return !steps.some((other) => needsOf(model, other).some((need) => meets(step, need)))
}

/**
 * The number by which each operation is called afterwards. Who means an operation that nothing starts goes on to mean none, unless
 * the one that was added last is it; who meant one that is taken away means none.
 */
function renumbering(model: Model, before: Scenario, steps: readonly Step[], origins: readonly number[]) {
  const starts = startsOf(model, before.steps)
  const starters = startsOf(model, steps).map((index) => origins[index] ?? -1)
  const isAppended = starters.length > starts.length && starters.at(-1) === -1
  return (operation: number): number => {
    // It means the newest, wherever it stands.
    if (operation === 0) return operation
    const start = starts[operation - 1]
    if (start === undefined) return isAppended ? operation : operation + starters.length - starts.length
    const place = starters.indexOf(start)
    return place < 0 ? starters.length + 1 : place + 1
  }
}

/**
 * The scenario with these steps instead.
 * @param origins For each of them the index that it had before, -1 for one that is new.
 */
function rearranged(model: Model, before: Scenario, steps: readonly Step[], origins: readonly number[]): Scenario {
  const numberOf = renumbering(model, before, steps, origins)
  const kept = (step: Step, index: number): Step => {
    const origin = origins[index] ?? -1
    if (origin < 0) return step
    const changed = domainsOf(model, step).flatMap(([name, domain]): [string, Value][] => {
      const value = step.args[name]
      if (domain.type === 'int' && domain.counts === 'operations') {
        const number = Math.min(domain.max, numberOf(Number(value)))
        return number === value ? [] : [[name, number]]
      }
      const need = needOf(domain, value)
      if (need === undefined || isMet(steps, index, need) || !isMet(before.steps, origin, need)) return []
      return [[name, domain.default]]
    })
    return changed.length === 0 ? step : { ...step, args: { ...step.args, ...Object.fromEntries(changed) } }
  }
  const { asked, ...rest } = before
  const place = asked === undefined ? -1 : origins.indexOf(asked)
  return { ...rest, steps: steps.map(kept), ...(place < 0 ? {} : { asked: place }) }
}

const identity = (steps: readonly Step[]): number[] => steps.map((_, index) => index)

/** Puts a step at another tick; negative ticks are tick 0. No other step moves, whatever this one passes. */
export function moveStep(model: Model, scenario: Scenario, index: number, tick: number): Scenario {
  const at = Math.max(0, Math.round(tick))
  if (scenario.steps[index] === undefined || scenario.steps[index].at === at) return scenario
  const steps = scenario.steps.map((step, i) => (i === index ? { ...step, at } : step))
  if (isPlain(model, scenario.steps, index)) return { ...scenario, steps }
  return rearranged(model, scenario, steps, identity(steps))
}

/** Adds a step behind the others of its tick. Its own arguments count operations as they are when it is there. */
export const insertStep = (model: Model, scenario: Scenario, step: Step): Scenario =>
  rearranged(model, scenario, [...scenario.steps, step], [...identity(scenario.steps), -1])

/** Takes a step away. */
export function removeStep(model: Model, scenario: Scenario, index: number): Scenario {
  const origins = identity(scenario.steps).filter((i) => i !== index)
  const steps = scenario.steps.filter((_, i) => i !== index)
  return steps.length === scenario.steps.length ? scenario : rearranged(model, scenario, steps, origins)
}

/** Lets two steps change places in the list: on the same tick that is the order in which they are carried out. */
export function swapSteps(model: Model, scenario: Scenario, one: number, other: number): Scenario {
  const origins = identity(scenario.steps).map((i) => (i === one ? other : i === other ? one : i))
  const steps = origins.flatMap((i) => scenario.steps[i] ?? [])
  return steps.length === scenario.steps.length ? rearranged(model, scenario, steps, origins) : scenario
}

/** Whether the later scenario is the earlier one with this step, and no other, at another tick; whatever else gave way to that. */
export const isMoveOf = (later: Scenario, earlier: Scenario, index: number): boolean =>
  later.spec === earlier.spec &&
  later.knobs === earlier.knobs &&
  later.steps.length === earlier.steps.length &&
  later.steps.every((step, i) => {
    const before = earlier.steps[i]
    return step === before || (step.do === before?.do && (i === index || step.at === before.at))
  })

/** The scenario with a question about this step: a sweep moves it, and where it is a cancel the outcome speaks of it. */
export function askAbout(scenario: Scenario, index: number): Scenario {
  return scenario.asked === index || scenario.steps[index] === undefined ? scenario : { ...scenario, asked: index }
}

/** The scenario with the question that another one has. */
export function askLike(scenario: Scenario, { asked }: Pick<Scenario, 'asked'>): Scenario {
  if (asked !== undefined) return askAbout(scenario, asked)
  const { asked: _, ...rest } = scenario
  return scenario.asked === undefined ? scenario : rest
}

/** Index of the step that is asked about: the chosen one, else the first cancel; -1 where there is neither. */
export function askedStep({ steps, asked }: Scenario): number {
  if (asked !== undefined && steps[asked] !== undefined) return asked
  return plan(steps).find(({ step }) => step.do === cancelCommand)?.index ?? -1
}

/** Index of the cancel that the outcome speaks of: the chosen one, else the first; -1 where there is none. */
export function askedCancel(scenario: Scenario): number {
  const index = askedStep(scenario)
  return scenario.steps[index]?.do === cancelCommand ? index : askedStep({ ...scenario, asked: -1 })
}

/** How many operations are started, and so the greatest number that means one. */
export const operationsIn = (model: Model, steps: readonly Step[]): number => startsOf(model, steps).length

type Line<K extends TraceEvent['kind']> = Extract<TraceEvent, { kind: K }>

interface CancelLines {
  readonly command: Line<'command'>
  readonly call: Line<'call'> | null
  readonly back: Line<'return'> | null
}

/** The lines of the cancel that the outcome speaks of: its command, its call and what that returned; null where there is none. */
export const cancelLines = byObject((trace: Trace): CancelLines | null => {
  const step = askedCancel(trace.scenario)
  const command = trace.events.find((event) => event.kind === 'command' && event.step === step)
  if (step < 0 || command?.kind !== 'command') return null
  const made = trace.events.find(({ kind, i }) => kind === 'call' && trace.origins[i]?.command === command.i)
  const call = made?.kind === 'call' ? made : null
  const back = call === null ? null : trace.events.find((event) => event.kind === 'return' && event.call === call.call)
  return { command, call, back: back?.kind === 'return' ? back : null }
})
