import { ensure } from '#base/assert.ts'
import type { NamedRecording } from '#formats/recordingFile.ts'
import type { Value } from '#kernel/model.ts'
import { specificationOf } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import type { Judgement } from '../workers/judgeServer.ts'
import { placeText } from './headline.ts'
import { recordedText } from './lines.ts'

/** A line that cannot be had, in words. */
export interface DeviationRow {
  readonly index: number
  readonly place: string
  readonly found: string
  /** What could have come instead. */
  readonly allowed: readonly string[]
  readonly clauses: readonly string[]
}

export const specificationOfRecording = ({ opened }: NamedRecording): Specification =>
  ensure(specificationOf(opened.observation.spec), 'a recording is read for a registered specification')

const allowedMax = 5

export function deviationsOf(read: NamedRecording, { report }: Judgement): DeviationRow[] {
  return report.deviations.map(({ index, found, allowed, clauses }) => ({
    index,
    place: placeText(read, index),
    found: recordedText(found),
    allowed: [
      ...new Set(allowed.map((line) => [line.op, line.code].filter((part) => part !== null).join(' → ') || line.kind)),
    ].slice(0, allowedMax),
    clauses,
  }))
}

export interface WayOutRow {
  readonly question: string
  readonly says: string
  readonly answer: string
  /** The choice that reads it so; null where no choice does. */
  readonly pin: Readonly<Record<string, Value>> | null
}

export function waysOutOf(read: NamedRecording, { report }: Judgement): WayOutRow[] {
  const { document, model } = specificationOfRecording(read)
  return report.waysOut.map(({ question, answer }) => {
    const asked = document.questions[question]
    const knob = asked?.knob
    const domain = knob === undefined ? undefined : model.knobs[knob]?.domain
    const isValue = domain?.type === 'enum' && domain.values.includes(answer)
    return { question, says: asked?.says ?? '', answer, pin: isValue && knob !== undefined ? { [knob]: answer } : null }
  })
}
