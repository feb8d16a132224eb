import type { NamedRecording } from '#formats/recordingFile.ts'
import type { Judgement } from '../workers/judgeServer.ts'
import { specificationOfRecording } from './deviations.ts'
import { valueWords } from '../lab/valueWords.ts'

export interface Fact {
  readonly name: string
  readonly value: string
}

/** The settings of the run that is drawn, as far as they are no choices of the document. */
export function fittedFacts(read: NamedRecording, judgement: Judgement): Fact[] {
  const { run } = judgement.report
  if (run === null) return []
  const { model } = specificationOfRecording(read)
  return Object.entries(model.knobs).flatMap(([name, { kind, title, unit, domain }]): Fact[] => {
    const value = run.knobs[name]
    if (kind !== 'environment' || value === undefined || value === domain.default) return []
    return [{ name: title, value: unit === 'ticks' ? `${valueWords(value)} ticks` : valueWords(value) }]
  })
}

const distance = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, useGrouping: false })

/** How far the run is from the times that were seen, in a few words; null where there is no run. */
export function fitText({ opened }: NamedRecording, { report: { scale } }: Judgement): string | null {
  if (scale === null) return null
  const { lines, unit } = opened.observation
  if (lines.every(({ t }) => t === undefined)) return 'only the order was recorded, and no times'
  return scale.offBy === 0
    ? 'every line stands at its tick'
    : `the line that is farthest from its tick is off by ${distance.format(scale.offBy)} ${unit}`
}

const sourceWords = {
  observation: 'an observation',
  har: 'a HAR',
  'http-log': 'a transcript of HTTP',
  operation: 'an Operation as JSON',
  omi: 'a call log of OMI',
  trace: 'a trace of this simulator',
} as const

/** What the recording is, in a sentence. */
export function sourceText({ opened }: NamedRecording): string {
  const { document } = specificationOfRecording({ name: '', opened })
  const { sees, lines } = opened.observation
  return `Read from ${sourceWords[opened.from]}: ${lines.length} lines of ${document.title}. Nothing is missing of these kinds: ${sees.join(', ')}.`
}
