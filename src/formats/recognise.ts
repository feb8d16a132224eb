import { err, ok, type Result } from '#base/result.ts'
import { parseHar } from './har.ts'
import { hasRequestLine, parseHttpLog } from './httpLog.ts'
import { observationFormat, objectOn, parseObservation, textLines } from './observation.ts'
import { parseOmi } from './omi.ts'
import { looksLikeOmi } from './omiLine.ts'
import type { Parsing, Source } from './opened.ts'
import { member, operationsIn, parseOperations } from './operationJson.ts'
import { oneLine, quoted } from './quoted.ts'
import { scenarioFormat } from './scenario.ts'
import { parseTrace } from './traceObservation.ts'
import { traceFormat } from './trace.ts'

/** A recording of more is refused before it is read. */
export const recordingBytesMax = 20 * 1024 * 1024

const expected =
  'expected an observation, a HAR, a transcript of HTTP, an Operation as JSON, a call log of OMI or a trace'

/** The value of a text that is one JSON document. */
function wholeJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text) as unknown)
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    return err(`not JSON: ${quoted(message.replace(/\s+/g, ' ')).slice(1, -1)}`)
  }
}

function sourceOfObject(value: Record<string, unknown>): Result<Source> | null {
  const format = value['format']
  if (format === observationFormat) return ok('observation')
  if (format === traceFormat) return ok('trace')
  if (format === scenarioFormat) return err(`${expected}; this is a scenario, which opens in Explore`)
  if (typeof format === 'string') return err(`format: ${expected}, found ${quoted(format)}`)
  return looksLikeOmi(value) ? ok('omi') : null
}

const isHar = /^\ufeff?\s*\{\s*"log"\s*:/

/**
 * What a text is, told from its content alone; else one sentence on what was expected and how it begins. It reads the whole text
 * as JSON where its beginning does not tell.
 */
export function recognise(text: string): Result<Source> {
  const first = textLines(text).next()
  if (first.done === true) return err(`${expected}; the file is empty`)
  if (isHar.test(text)) return ok('har')
  const head = /^\s*\{/.test(first.value.text) ? objectOn(first.value) : null
  const told = head?.ok === true ? sourceOfObject(head.value) : null
  if (told !== null) return told
  if (/^\ufeff?\s*[[{]/.test(text)) {
    const value = wholeJson(text)
    if (value.ok) {
      if (member(value.value, 'log') !== undefined) return ok('har')
      if (operationsIn(value.value) !== null) return ok('operation')
      const object =
        member(value.value, 'format') === undefined ? null : sourceOfObject(value.value as Record<string, unknown>)
      return object ?? err(`${expected}; this is JSON that begins with ${quoted(text.slice(0, 40))}`)
    }
    if (!hasRequestLine(text)) return err(`${expected}; found text that begins as JSON does, and is ${value.error}`)
  }
  if (hasRequestLine(text)) return ok('http-log')
  return err(`${expected}; this begins with ${quoted(first.value.text.trim().slice(0, 40))}`)
}

/** The text in a file's bytes, or a sentence. */
export function decode(bytes: Uint8Array): Result<string> {
  if (bytes.length > recordingBytesMax) return err('the file is larger than 20 MiB')
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return err('the file is compressed; unpack it first')
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return err('the file is not text in UTF-8')
  }
}

export interface OpenOptions {
  /** The file's name, for the title. */
  readonly name?: string
  /** What it is, where that need not be told from its content. */
  readonly from?: Source
}

/** Opens a file from outside as an observation. Steps give the part that is done; nothing throws, whatever is in the file. */
export function* openRecording(input: string | Uint8Array, options: OpenOptions = {}): Parsing {
  const opened = yield* opening(input, options)
  return opened.ok ? opened : err(oneLine(opened.error))
}

function* opening(input: string | Uint8Array, options: OpenOptions): Parsing {
  const decoded = typeof input === 'string' ? ok(input) : decode(input)
  if (!decoded.ok) return decoded
  const text = decoded.value
  if (text.length > recordingBytesMax) return err('the file is larger than 20 MiB')
  yield 0
  const source = options.from === undefined ? recognise(text) : ok(options.from)
  if (!source.ok) return source
  yield 0
  const name = (options.name ?? '')
    .replace(/^.*[/\\]/, '')
    .replace(/\.(?:har|jsonl?|log|txt)$/i, '')
    .slice(0, 200)
  switch (source.value) {
    case 'observation':
      return yield* parseObservation(text)
    case 'trace':
      return yield* parseTrace(text)
    case 'omi':
      return yield* parseOmi(text, name)
    case 'http-log':
      return yield* parseHttpLog(text, name)
    case 'har':
    case 'operation': {
      const value = wholeJson(text)
      if (!value.ok) return value
      return yield* source.value === 'har' ? parseHar(value.value, name) : parseOperations(value.value)
    }
  }
}
