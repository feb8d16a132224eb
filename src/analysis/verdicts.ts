import type { PropertyReport, SpecReport, Verdict } from './check.ts'
import { inWords } from './sentence.ts'

/** What a check came to, in words. */

const words: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  seen: 'seen',
  neverReached: 'never reached',
  violated: 'violated',
  finding: 'finding',
  unknown: 'not known',
}
const ofBeliefs: Readonly<Record<Verdict, string>> = { holds: 'true', seen: 'true', neverReached: 'false', violated: 'false', finding: 'false', unknown: 'not known' }

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

const counted = (some: number, all: number, one: string, does: (n: number) => string): string => `${some > 12 || all > 12 ? `${some} of ${all}` : `${capital(inWords(some))} of ${inWords(all)}`} ${all === 1 ? one : `${one}s`} ${does(some)}`

/** The whole report in two or three short sentences; nothing is said to hold before everything was explored. */
export function headlineOf(report: SpecReport): string {
  const { statements, findings, beliefs } = sortedProperties(report)
  const count = (list: readonly PropertyReport[], ...verdicts: readonly Verdict[]): number => list.filter(({ verdict }) => verdicts.includes(verdict)).length
  const known = report.properties.filter(({ verdict }) => verdict !== 'unknown').length
  if (known === 0) {
    const said = statements.length === 1 ? 'One statement' : `${capital(inWords(statements.length))} statements`
    return beliefs.length === 0 ? `${said} to be checked.` : `${said} and ${inWords(beliefs.length)} ${beliefs.length === 1 ? 'belief' : 'beliefs'} to be checked.`
  }
  const wrong = count(beliefs, 'finding', 'violated', 'neverReached')
  const broken = count(statements, 'violated')
  const failures = broken === 0 ? [] : [`${capital(inWords(broken))} ${isAre(broken)} violated, and nothing permits it`]
  const permitted = findings.length === 0 ? [] : [`${capital(inWords(findings.length))} more ${isAre(findings.length)} false, as the document permits`]
  const believed = beliefs.length === 0 ? [] : [counted(wrong, beliefs.length, 'belief', (n) => `${isAre(n)} false`)]
  const held = count(statements, 'holds', 'seen')
  const first = report.complete
    ? counted(held, statements.length, 'statement', (n) => (n === 1 ? 'holds' : 'hold'))
    : `${capital(inWords(count(statements, 'seen')))} of ${inWords(statements.length)} statements seen so far, none excluded`
  const parts = [first, ...failures, ...permitted, ...believed]
  return `${parts.join('. ')}.`
}
