import type { PropertyReport, SpecReport, Verdict } from './check.ts'
import { inWords } from './sentence.ts'

/** What a check came to, in words. */

const words: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  seen: 'seen',
  neverReached: 'never reached',
  violated: 'violated',
  finding: 'permitted exception',
  vacuous: 'vacuous',
  unknown: 'not known',
}
const ofBeliefs: Readonly<Record<Verdict, string>> = {
  holds: 'true',
  seen: 'true',
  neverReached: 'false',
  violated: 'false',
  finding: 'false',
  vacuous: 'vacuous',
  unknown: 'not known',
}

export const wordsOfVerdict = (verdict: Verdict, isBelief: boolean): string => (isBelief ? ofBeliefs : words)[verdict]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const isAre = (n: number): string => (n === 1 ? 'is' : 'are')

export interface Sorted {
  /** What the document says, and what becomes of it. */
  readonly statements: readonly PropertyReport[]
  /** False, and something in the document permits it. */
  readonly findings: readonly PropertyReport[]
  readonly beliefs: readonly PropertyReport[]
}

export function sortedProperties({ properties }: Pick<SpecReport, 'properties'>): Sorted {
  const plain = properties.filter(({ belief }) => belief === null)
  return {
    statements: plain.filter(({ verdict }) => verdict !== 'finding'),
    findings: plain.filter(({ verdict }) => verdict === 'finding'),
    beliefs: properties.filter(({ belief }) => belief !== null),
  }
}

/** "Two of three beliefs are false"; "The one belief is false". */
function counted(some: number, all: number, one: string, does: (n: number) => string): string {
  if (all === 1) return some === 1 ? `The one ${one} ${does(1)}` : `No ${one} ${does(1)}`
  const share =
    some > 12 || all > 12
      ? `${some === 0 ? 'None' : some} of ${all}`
      : `${some === 0 ? 'None' : capital(inWords(some))} of ${inWords(all)}`
  return `${share} ${one}s ${does(some)}`
}

/** The whole report in two or three short sentences; nothing is said to hold before everything was explored. */
export function headlineOf(report: SpecReport): string {
  const { statements, findings, beliefs } = sortedProperties(report)
  const count = (list: readonly PropertyReport[], ...verdicts: readonly Verdict[]): number =>
    list.filter(({ verdict }) => verdicts.includes(verdict)).length
  const many = (n: number, one: string): string => `${inWords(n)} ${one}${n === 1 ? '' : 's'}`
  if (report.properties.every(({ verdict }) => verdict === 'unknown')) {
    return capital(
      `${many(statements.length, 'statement')}${beliefs.length === 0 ? '' : ` and ${many(beliefs.length, 'belief')}`} to be checked.`,
    )
  }
  const wrong = count(beliefs, 'finding', 'violated', 'neverReached')
  const broken = count(statements, 'violated')
  const vacuous = count(report.properties, 'vacuous')
  const failures = broken === 0 ? [] : [`${inWords(broken)} violated`]
  if (!report.complete) {
    const shown = count(statements, 'seen')
    const seen = [
      `${shown === 0 ? 'none' : inWords(shown)} seen`,
      ...failures,
      ...(findings.length === 0 ? [] : [`${inWords(findings.length)} may be broken by a conforming system`]),
    ]
    return `So far, of ${many(statements.length + findings.length, 'statement')}: ${seen.join(', ')}.${beliefs.length === 0 ? '' : ` ${counted(wrong, beliefs.length, 'belief', (n) => `${isAre(n)} false`)}.`}`
  }
  const [held, reached, never] = [
    count(statements, 'holds'),
    count(statements, 'seen'),
    count(statements, 'neverReached'),
  ]
  const kinds = [
    ...(held === 0 ? [] : [`${inWords(held)} always ${held === 1 ? 'holds' : 'hold'}`]),
    ...(reached === 0 ? [] : [`${inWords(reached)} ${reached === 1 ? 'was' : 'were'} reached`]),
    ...(never === 0 ? [] : [`${inWords(never)} ${never === 1 ? 'was' : 'were'} never reached`]),
  ]
  return [
    `Within the bounds below, of ${many(statements.length + findings.length, 'statement')}: ${kinds.length === 0 ? 'none holds' : kinds.join(', ')}.`,
    ...(broken === 0 ? [] : [`${capital(inWords(broken))} ${isAre(broken)} violated, and nothing permits it.`]),
    ...(vacuous === 0
      ? []
      : [
          `${capital(inWords(vacuous))} ${isAre(vacuous)} vacuous: what ${vacuous === 1 ? 'it presupposes' : 'they presuppose'} never happens.`,
        ]),
    ...(findings.length === 0 ? [] : [`${capital(inWords(findings.length))} may be broken by a conforming system.`]),
    ...(beliefs.length === 0 ? [] : [`${counted(wrong, beliefs.length, 'belief', (n) => `${isAre(n)} false`)}.`]),
  ].join(' ')
}
