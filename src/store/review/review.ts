import { byObject, byValue } from '#base/memo.ts'
import { cancelLines } from '#kernel/steps.ts'
import type { PropertyReport, SpecReport } from '#analysis/check.ts'
import { diff, firstDifference, tickOf } from '#analysis/diff.ts'
import { wordsOfVerdict } from '#analysis/verdicts.ts'
import { counted } from '#analysis/words.ts'
import type { Domain, Knob, Scenario, Value } from '#kernel/model.ts'
import { milestones } from '#kernel/effect.ts'
import type { Outcome } from '#kernel/trace.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { specificationFor, scenarioFromBuiltIn, tryRun } from '../lab/derived.ts'
import { clauseDetail } from '../explore/inspect.ts'
import { figure, type Mark } from '../verify/verify.ts'
import type { Comment } from '#formats/minutes.ts'

/** What the Review screen shows of a clause. Everything follows from the models; nothing here is state. */

/** A statement about a clause, with what the check of this session says of it. */
export interface Verified {
  readonly id: string
  readonly says: string
  readonly isBelief: boolean
  readonly mark: Mark
  readonly word: string
  /** How much was seen for that: "in 3 120 worlds", "after 5 steps"; empty where nothing was. */
  readonly note: string
  /** The run that the check found: it breaks the statement, or shows it. */
  readonly found: { readonly scenario: Scenario; readonly isAgainst: boolean } | null
}

function markOf({ verdict, belief }: PropertyReport): Mark {
  if (verdict === 'unknown') return 'pending'
  if (verdict === 'finding') return 'false'
  if (belief !== null) return verdict === 'violated' || verdict === 'neverReached' ? 'false' : verdict
  return verdict === 'neverReached' ? 'never' : verdict
}

const byGravity: readonly Mark[] = ['violated', 'vacuous', 'false', 'holds', 'seen', 'never']

/** The statements that cite a clause: what is known first, and of that the gravest, beliefs after the others. Those that nobody checked in this session have the mark `pending`. */
export function verifiedFor(report: SpecReport | null, clause: string): readonly Verified[] {
  const citing =
    report?.properties.filter(({ clauses, permitted }) => clauses.includes(clause) || permitted === clause) ?? []
  const all = citing.map((property) => {
    const isBelief = property.belief !== null
    const { id, says, verdict, sighting, kind } = property
    const steps = sighting?.path.length ?? 0
    const note =
      sighting !== null
        ? `after ${steps} ${steps === 1 ? 'step' : 'steps'}`
        : verdict === 'holds' || verdict === 'neverReached'
          ? `in ${figure(report?.worlds ?? 0)} worlds`
          : ''
    const scenario = sighting?.scenario ?? null
    return {
      id,
      says,
      isBelief,
      mark: markOf(property),
      word: verdict === 'unknown' ? 'not checked yet' : wordsOfVerdict(verdict, isBelief),
      note,
      found: scenario === null ? null : { scenario, isAgainst: kind !== 'reachable' },
    }
  })
  const rank = ({ mark, isBelief }: Verified): number =>
    (mark === 'pending' ? 2 * byGravity.length : byGravity.indexOf(mark)) + (isBelief ? byGravity.length : 0)
  return all.toSorted((a, b) => rank(a) - rank(b))
}

/** A run that shows a clause at work. */
export interface Witness {
  readonly key: string
  readonly title: string
  readonly shows: string
  readonly scenario: Scenario
  /** Id of the built-in scenario; null for a run that the check found. */
  readonly builtIn: string | null
}

/** The key of the run that the check found for a statement. */
export const checkedRun = (statement: string): string => `check ${statement}`

/** The runs of a clause: the built-in scenarios that exercise it, then, so that nothing is pushed away, what the check found in this session. */
export function witnessesOf(scenario: Scenario, report: SpecReport | null, clause: string): readonly Witness[] {
  const found = verifiedFor(report, clause).flatMap(({ id, says, isBelief, note, found: run }): Witness[] =>
    run === null
      ? []
      : [
          {
            key: checkedRun(id),
            title: isBelief ? `“${says}”` : says,
            shows: `${run.isAgainst ? 'Found by the check, and it says no' : 'Found by the check'}: ${note}.`,
            scenario: run.scenario,
            builtIn: null,
          },
        ],
  )
  const builtIns = (clauseDetail(scenario, clause)?.scenarios ?? []).map((builtIn): Witness => ({
    key: builtIn.id,
    title: builtIn.title,
    shows: builtIn.shows,
    scenario: scenarioOf(scenario, builtIn),
    builtIn: builtIn.id,
  }))
  return [...builtIns, ...found]
}

/** One mark for a clause: the gravest of what is known of its statements; null where nothing is known. */
export function markFor(report: SpecReport | null, clause: string): Mark | null {
  const marks = new Set(
    verifiedFor(report, clause)
      .filter(({ isBelief }) => !isBelief)
      .map(({ mark }) => mark),
  )
  return byGravity.find((mark) => marks.has(mark)) ?? null
}

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

const codeText = (coded: { readonly code: string } | null): string => coded?.code ?? 'nothing'

/** What is different in two outcomes, in words; the usual one comes second. */
function differencesOf(now: Outcome, usual: Outcome): string[] {
  const found: string[] = []
  if (codeText(now.cancel) !== codeText(usual.cancel))
    found.push(`cancel returns ${codeText(now.cancel)} instead of ${codeText(usual.cancel)}`)
  if (codeText(now.settle) !== codeText(usual.settle))
    found.push(`it ends with ${codeText(now.settle)} instead of ${codeText(usual.settle)}`)
  if (now.lateResults !== usual.lateResults)
    found.push(`${now.lateResults} late results instead of ${usual.lateResults}`)
  for (const name of milestones) {
    const [a, b] = [now.milestones[name], usual.milestones[name]]
    if (a !== b)
      found.push(
        a === undefined ? `never ${name}` : b === undefined ? `${name} at ${a}` : `${name} at ${a} instead of ${b}`,
      )
  }
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
  const what = [...differencesOf(now.value.outcome, usual.value.outcome), ...codes]
  return {
    id: builtIn.id,
    title: builtIn.title,
    scenario,
    what: what.length > 0 ? what : [`the same outcome by another way, from ${tickOf(first)} on`],
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

/** Something that the documents leave open about a clause. */
export interface Question {
  readonly id: string
  readonly says: string
  /** What the model does, or does besides what the knob decides; null where the knob decides all of it. */
  readonly answer: string | null
  /** The knob whose values are the readings; null where the model has one answer. */
  readonly knob: { readonly name: string; readonly knob: Knob } | null
}

/** Open questions about a clause: those that name it, and those whose knob is filled in because of it. */
export function questionsOf(specification: Specification, clause: string): readonly Question[] {
  const { document, model } = specification
  return Object.entries(document.questions).flatMap(([id, question]): Question[] => {
    const knob = question.knob === undefined ? undefined : model.knobs[question.knob]
    const isAbout = question.clauses.includes(clause) || knob?.clauses?.includes(clause) === true
    return isAbout
      ? [
          {
            id,
            says: question.says,
            answer: question.answer ?? null,
            knob: knob === undefined || question.knob === undefined ? null : { name: question.knob, knob },
          },
        ]
      : []
  })
}

/** What is said about a clause for the list: its first words, as many as find room. */
export function shortly(says: string, max = 48): string {
  if (says.length <= max) return says
  const cut = says.slice(0, max).replace(/[\s,;:(]+\S*$/, '')
  return `${cut}…`
}

export const clauseFor = (scenario: Scenario, id: string) => clauseDetail(scenario, id)
export const scenarioOf = (scenario: Scenario, builtIn: BuiltInScenario): Scenario =>
  scenarioFromBuiltIn(specificationFor(scenario), builtIn)

/** A stretch of a clause's text: which comments it is pinned by, and which pins stand behind it. */
export interface Piece {
  readonly from: number
  readonly text: string
  readonly isMarked: boolean
  /** A symbol of the machine's, which has a voice of its own. */
  readonly isSymbol: boolean
  /** Numbers of the comments whose words end here. */
  readonly pins: readonly number[]
}

const symbols = /[A-Z][A-Z0-9]*_[A-Z0-9_]+|0x[0-9A-Fa-f]+/g

/** Where the words of a comment stand; null where the clause has them no longer, or the comment is on all of it. */
export function placeOf(
  says: string,
  { words }: Pick<Comment, 'words'>,
): { readonly from: number; readonly to: number } | null {
  if (words === null) return null
  const { from, quote } = words
  const at = says.startsWith(quote, from) ? from : says.indexOf(quote)
  return at < 0 ? null : { from: at, to: at + quote.length }
}

/** The text of a clause in pieces, so that each is either marked or not. */
export function piecesOf(says: string, comments: readonly Pick<Comment, 'words'>[]): readonly Piece[] {
  const places = comments.map((comment) => placeOf(says, comment))
  const named = [...says.matchAll(symbols)].map(({ 0: text, index }) => ({ from: index, to: index + text.length }))
  const cuts = new Set([
    0,
    says.length,
    ...[...places, ...named].flatMap((place) => (place === null ? [] : [place.from, place.to])),
  ])
  const sorted = [...cuts].toSorted((a, b) => a - b)
  return sorted.slice(0, -1).map((from, i) => {
    const to = sorted[i + 1] ?? says.length
    const covers = (place: { from: number; to: number } | null): boolean =>
      place !== null && place.from <= from && to <= place.to
    return {
      from,
      text: says.slice(from, to),
      isMarked: places.some(covers),
      isSymbol: named.some(covers),
      pins: places.flatMap((place, n) => (place?.to === to ? [n + 1] : [])),
    }
  })
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char)

/** The whole words that a selection touches; null where it touches none. */
export function wordsAround(
  says: string,
  start: number,
  end: number,
): { readonly from: number; readonly quote: string } | null {
  let [from, to] = [Math.max(0, Math.min(start, end)), Math.min(says.length, Math.max(start, end))]
  while (from < to && !isLetter(says[from])) from++
  while (to > from && !isLetter(says[to - 1])) to--
  if (from === to) return null
  while (isLetter(says[from - 1])) from--
  while (isLetter(says[to])) to++
  return { from, quote: says.slice(from, to) }
}

/** The words that somebody typed, as they stand in the clause; null where they do not. */
export function wordsTyped(says: string, typed: string): { readonly from: number; readonly quote: string } | null {
  const wanted = typed.trim()
  const at = wanted === '' ? -1 : says.toLowerCase().indexOf(wanted.toLowerCase())
  return at < 0 ? null : { from: at, quote: says.slice(at, at + wanted.length) }
}
