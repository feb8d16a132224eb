import type { Discovery, PropertyReport, SpecReport, Verdict } from '#analysis/check.ts'
import { scenarioFile } from '#formats/scenario.ts'
import type { Specification } from '#machines/specification.ts'

/** What a check came to, as text and as JSON. */

/** A specification with what its check came to. */
export interface Checked {
  readonly specification: Specification
  readonly report: SpecReport
}

const words: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  seen: 'seen',
  neverReached: 'never reached',
  violated: 'VIOLATED',
  finding: 'exception',
  vacuous: 'VACUOUS',
  unknown: 'not known',
}

function told(sighting: Discovery | null): string {
  if (sighting === null) return ''
  if (sighting.scenario === null) return 'found without time only'
  return sighting.scenario.steps.map((step) => `${step.do}@${step.at}`).join(' ')
}

function propertyLine(property: PropertyReport): string {
  const clauses = property.clauses.length === 0 ? '' : ` [${property.clauses.join(' ')}]`
  const permitted = property.verdict === 'finding' ? ` (${property.permitted} permits it)` : ''
  const witness = property.sighting === null ? '' : `\n${' '.repeat(18)}${told(property.sighting)}`
  return `  ${words[property.verdict].padEnd(14)}  ${property.says}${clauses}${permitted}${witness}`
}

/** The report as lines of text. */
export function reportTable({ specification, report: spec }: Checked): string[] {
  const number = (n: number): string => n.toLocaleString('en')
  const statements = spec.properties.filter((property) => property.belief === null)
  const beliefs = spec.properties.filter((property) => property.belief !== null)
  const isFinding = (property: PropertyReport): boolean => property.verdict === 'finding'
  const section = (title: string, properties: readonly PropertyReport[]): string[] =>
    properties.length === 0 ? [] : [`  -- ${title}`, ...properties.map(propertyLine)]
  return [
    `${spec.spec}  ${specification.document.title}: ${number(spec.worlds)} worlds, ${number(spec.transitions)} transitions, ${spec.complete ? 'complete' : 'NOT COMPLETE'}`,
    ...spec.campaigns.map(
      (campaign) =>
        `  ${campaign.says} ${number(campaign.worlds)} worlds${campaign.complete ? '' : ', stopped at the bound'}.`,
    ),
    ...section(
      'statements',
      statements.filter((property) => !isFinding(property)),
    ),
    ...section('exceptions: a conforming system may break these', statements.filter(isFinding)),
    ...section('what people believe', beliefs),
    '  -- return codes',
    ...spec.codes.map(
      ({ code, by, sighting }) =>
        `  ${code.padEnd(34)}  ${by === null ? 'unreachable' : `${by.padEnd(14)}  ${told(sighting)}`}`,
    ),
    '',
  ]
}

/** The report as it is written with `--json`. */
export function reportJson({ specification, report: spec }: Checked): Record<string, unknown> {
  const witness = (sighting: Discovery | null): unknown =>
    sighting === null
      ? null
      : {
          scenario: sighting.scenario === null ? null : scenarioFile(specification.model, sighting.scenario),
          path: sighting.path,
        }
  return {
    worlds: spec.worlds,
    transitions: spec.transitions,
    complete: spec.complete,
    campaigns: spec.campaigns,
    properties: spec.properties.map(({ sighting, ...property }) => ({ ...property, witness: witness(sighting) })),
    codes: spec.codes.map(({ code, value, by, sighting }) => ({
      code,
      value,
      by,
      witness:
        sighting === null || sighting.scenario === null
          ? 'unreachable'
          : scenarioFile(specification.model, sighting.scenario),
    })),
  }
}
