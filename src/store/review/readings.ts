import { byObject, byValue } from '#base/memo.ts'
import { cancelLines } from '#kernel/steps.ts'
import { diff, firstDifference, tickOf } from '#analysis/diff.ts'
import { operationsOf } from '#analysis/facts.ts'
import { counted } from '#analysis/words.ts'
import { milestones } from '#kernel/effect.ts'
import type { Domain, Scenario, Value } from '#kernel/model.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { scenarioFromBuiltIn, tryRun } from '../lab/derived.ts'

/** The readings of open questions, and what each of them changes. */

/** How one scenario comes out differently under another reading. */
export interface Difference {
  readonly id: string
  readonly title: string
  readonly scenario: Scenario
  /** Pieces of words: "cancel returns A instead of B", "stopped at 240, not 188". */
  readonly what: readonly string[]
}

/** One reading of an open question: a value of its knob. */
export interface Reading {
  readonly value: Value
  readonly isDefault: boolean
  /** Scenarios that come out differently than under the usual reading. */
  readonly differences: readonly Difference[]
}

/** Values that are tried: all of a choice, and of a number its ends and twice the usual. */
function valuesOf(domain: Domain): readonly Value[] {
  if (domain.type === 'bool') return [domain.default, !domain.default]
  if (domain.type === 'enum') return [domain.default, ...domain.values.filter((value) => value !== domain.default)]
  return [...new Set([domain.default, domain.min, Math.min(domain.max, domain.default * 2)])]
}

/** What becomes different in the operations of which the outcome does not speak. */
function otherOperations(specification: Specification, now: Trace, usual: Trace): string[] {
  const [mine, theirs] = [operationsOf(specification.model, now), operationsOf(specification.model, usual)]
  const numbers = [...new Set([...mine, ...theirs].map(({ number }) => number))].filter(
    (number) => number !== now.target || number !== usual.target,
  )
  return numbers.flatMap((number) => {
    const [a, b] = [mine, theirs].map((all) => all.find((operation) => operation.number === number))
    const who = `operation ${number}`
    if (a === undefined || b === undefined) return [a === undefined ? `${who} is not started` : `${who} is started`]
    const told = [
      ...(codeText(a.settle) === codeText(b.settle)
        ? []
        : [`ends with ${codeText(a.settle)} instead of ${codeText(b.settle)}`]),
      ...(a.lateResults === b.lateResults ? [] : [`${lateWords(a.lateResults)} instead of ${b.lateResults}`]),
      ...milestones.flatMap((name) => milestoneWords(name, a.milestones[name], b.milestones[name])),
      ...a.held.flatMap(({ name, until }) => {
        const other = b.held.find((each) => each.name === name)
        const isSame = other === undefined || (other.until === null) === (until === null)
        return isSame ? [] : [until === null ? `${name} stays held` : `${name} is released at ${until}`]
      }),
    ]
    return told.map((text) => `${who}: ${text}`)
  })
}

const lateWords = (n: number): string => `${n} ${n === 1 ? 'late result' : 'late results'}`

const milestoneWords = (name: string, a: number | undefined, b: number | undefined): string[] =>
  a === b
    ? []
    : [a === undefined ? `never ${name}` : b === undefined ? `${name} at ${a}` : `${name} at ${a} instead of ${b}`]

const codeText = (coded: { readonly code: string } | null): string => coded?.code ?? 'nothing'

/** What is different in two outcomes, in words; the usual one comes second. */
function differencesOf(now: Outcome, usual: Outcome): string[] {
  const found: string[] = []
  if (codeText(now.cancel) !== codeText(usual.cancel))
    found.push(`cancel returns ${codeText(now.cancel)} instead of ${codeText(usual.cancel)}`)
  if (codeText(now.settle) !== codeText(usual.settle))
    found.push(`it ends with ${codeText(now.settle)} instead of ${codeText(usual.settle)}`)
  if (now.lateResults !== usual.lateResults) found.push(`${lateWords(now.lateResults)} instead of ${usual.lateResults}`)
  for (const name of milestones) found.push(...milestoneWords(name, now.milestones[name], usual.milestones[name]))
  if (now.leaks.join() !== usual.leaks.join())
    found.push(now.leaks.length === 0 ? 'nothing stays held' : `still held: ${counted(now.leaks)}`)
  return found
}

function differenceOf(
  specification: Specification,
  builtIn: BuiltInScenario,
  name: string,
  usualValue: Value,
  value: Value,
): Difference | null {
  const base = scenarioFromBuiltIn(specification, builtIn)
  const under = (reading: Value): Scenario => ({ ...base, knobs: { ...base.knobs, [name]: reading } })
  const scenario = under(value)
  const [now, usual] = [tryRun(scenario), tryRun(under(usualValue))]
  if (!now.ok || !usual.ok) return null
  const matches = diff(usual.value, now.value)
  const first = firstDifference(matches)
  if (first === null) return null
  const codes = matches.flatMap((match) => {
    if (
      match.kind !== 'changed' ||
      match.left.kind !== 'return' ||
      match.right.kind !== 'return' ||
      match.left.code === match.right.code
    )
      return []
    if (match.right.i === cancelLines(now.value)?.back?.i) return []
    return [`${match.right.call} returns ${match.right.code} instead of ${match.left.code}`]
  })
  const what = [
    ...differencesOf(now.value.outcome, usual.value.outcome),
    ...otherOperations(specification, now.value, usual.value),
    ...codes,
  ]
  return {
    id: builtIn.id,
    title: builtIn.title,
    scenario,
    what:
      what.length > 0 ? what : [`same result for every operation; other events differ, from tick ${tickOf(first)} on`],
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

async function compute(specification: Specification, name: string, domain: Domain): Promise<readonly Reading[]> {
  const usual = domain.default
  const found: Reading[] = []
  for (const value of valuesOf(domain)) {
    const differences: Difference[] = []
    for (const builtIn of value === usual ? [] : specification.scenarios) {
      // A run at a time: in between the page answers to keys.
      await turn()
      const difference = differenceOf(specification, builtIn, name, usual, value)
      if (difference !== null) differences.push(difference)
    }
    found.push({ value, isDefault: value === usual, differences })
  }
  return found
}

const readings = byObject((specification: Specification) =>
  byValue((name: string): Promise<readonly Reading[]> => {
    const domain = specification.model.knobs[name]?.domain
    return domain === undefined ? Promise.resolve([]) : compute(specification, name, domain)
  }),
)

/** The readings that the choices of a knob stand for, and where they make a difference: every built-in scenario is run under each, once. */
export const readingsOf = (specification: Specification, name: string): Promise<readonly Reading[]> =>
  readings(specification)(name)
