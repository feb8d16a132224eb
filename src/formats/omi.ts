import * as v from 'valibot'
import { err, ok } from '#base/result.ts'
import { linesMax, objectOn, observedKinds, textLines, IgnoredCounts } from './observation.ts'
import type { Parsing } from './opened.ts'
import { omiHeader, omiLine, withoutNulls, type OmiLine } from './omiLine.ts'
import { OmiWriter } from './omiWriter.ts'
import { issueText } from './scenario.ts'

const resultsMax = 1000

/** Reads a call log of OMI: what the client called, what came back, and what the callbacks brought. */
export function* parseOmi(source: string, name: string): Parsing {
  const entries: { readonly line: OmiLine; readonly place: number }[] = []
  let head: v.InferOutput<typeof omiHeader> = {}
  let isFirst = true
  let isCut = false
  for (const line of textLines(source)) {
    if (entries.length >= linesMax)
      return err(`line ${line.number}: expected at most ${linesMax.toLocaleString('en')} lines`)
    const value = objectOn(line)
    if (!value.ok && line.end >= source.length && entries.length > 0) {
      // Whoever wrote it was stopped: everything before stands as it is.
      isCut = true
      break
    }
    if (!value.ok) return value
    const isHeader = isFirst && value.value['ev'] === undefined
    isFirst = false
    if (isHeader) {
      const read = v.safeParse(omiHeader, withoutNulls(value.value), { abortEarly: true })
      if (!read.success) return err(`line ${line.number}: ${issueText(read.issues[0], [])}`)
      head = read.output
    } else {
      const read = v.safeParse(omiLine, withoutNulls(value.value), { abortEarly: true })
      if (!read.success) return err(`line ${line.number}: ${issueText(read.issues[0], [])}`)
      entries.push({ line: read.output, place: line.number })
    }
    if (line.number % 500 === 0) yield (line.end / source.length) * 0.5
  }
  const ignored = new IgnoredCounts()
  const writer = new OmiWriter(
    ignored,
    entries.some(({ line }) => line.ev === 'started'),
  )
  for (const [index, { line, place }] of entries.entries()) {
    if (writer.length >= linesMax)
      return err(`line ${place}: expected at most ${linesMax.toLocaleString('en')} calls and returns`)
    writer.take(line, place)
    if (index % 500 === 499) yield 0.5 + (index / entries.length) * 0.5
  }
  const { lines, places, mode, notes, hangs } = writer.finished()
  if (lines.length === 0) return err('expected calls of an MI client, found none')
  const { providerCount } = head
  const hasCount = providerCount !== undefined && providerCount >= 0 && providerCount <= resultsMax
  return ok({
    from: 'omi',
    observation: { spec: 'mi', unit: 'ms', title: (head.trace ?? name).slice(0, 500), sees: [...observedKinds], lines },
    places,
    placeIs: 'line',
    environment: { ...(mode === null ? {} : { mode }), ...(hasCount ? { results: providerCount } : {}) },
    ignored: ignored.list(),
    notes: isCut ? [...notes, 'The last line of the log is cut off and left out.'] : notes,
    ...(hangs.length === 0 ? {} : { hangs }),
  })
}
