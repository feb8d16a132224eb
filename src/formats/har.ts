import * as v from 'valibot'
import { err } from '#base/result.ts'
import type { Exchange } from './lroExchanges.ts'
import { observeExchanges } from './lroObservation.ts'
import { linesMax } from './observation.ts'
import type { Parsing } from './opened.ts'
import { member } from './operationJson.ts'
import { quoted } from './quoted.ts'
import { issueText } from './scenario.ts'

/** Members that a tool may leave out or write in its own way are read if they are what they should be. */
const maybeText = v.optional(v.fallback(v.nullable(v.string()), null), null)
const maybeNumber = v.optional(v.fallback(v.nullable(v.number()), null), null)

/**
 * An entry of HAR 1.2, as far as it is read: no headers, no cookies, no query. What the schema does not name is not looked at.
 */
const entry = v.object({
  startedDateTime: maybeText,
  time: maybeNumber,
  request: v.object({
    method: v.string(),
    url: v.string(),
    bodySize: maybeNumber,
    postData: v.optional(v.fallback(v.nullable(v.object({ text: maybeText })), null), null),
  }),
  response: v.object({
    status: v.number(),
    statusText: maybeText,
    _error: maybeText,
    content: v.optional(v.fallback(v.nullable(v.object({ text: maybeText, encoding: maybeText })), null), null),
  }),
})
type Entry = v.InferOutput<typeof entry>

const entriesMax = linesMax

function contentOf({ response: { content } }: Entry): string | null {
  if (content === null || content.text === null || content.encoding !== 'base64') return content?.text ?? null
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(content.text), (char) => char.charCodeAt(0)))
  } catch {
    return null
  }
}

/** A size of -1 says that nobody knows. */
function requestBodyOf({ request: { postData, bodySize } }: Entry): string | null {
  if (postData?.text !== null && postData?.text !== undefined) return postData.text
  return postData === null && bodySize === 0 ? '' : null
}

function exchangeOf(value: Entry, place: number): Exchange {
  const { request, response, startedDateTime, time } = value
  const started = startedDateTime === null ? Number.NaN : Date.parse(startedDateTime)
  const start = Number.isFinite(started) ? started : null
  const took = time !== null && time >= 0 ? time : null
  return {
    place,
    method: request.method.toUpperCase(),
    url: request.url,
    requestBody: requestBodyOf(value),
    status: Number.isInteger(response.status) && response.status > 0 ? response.status : 0,
    aborted: /abort|cancel/i.test(response._error ?? response.statusText ?? ''),
    body: contentOf(value),
    start,
    end: start === null || took === null ? null : start + took,
  }
}

/** Reads a HAR, which is JSON already: its requests of the LRO surface are what the client saw. */
export function* parseHar(value: unknown, name: string): Parsing {
  const log = member(value, 'log')
  if (typeof log !== 'object' || log === null) return err(`log: expected an object, found ${quoted(log)}`)
  const entries = member(log, 'entries')
  if (!Array.isArray(entries)) return err(`log.entries: expected an array, found ${quoted(entries)}`)
  if (entries.length > entriesMax)
    return err(
      `log.entries: expected at most ${entriesMax.toLocaleString('en')} entries, found ${entries.length.toLocaleString('en')}`,
    )
  const exchanges: Exchange[] = []
  for (const [index, item] of (entries as unknown[]).entries()) {
    const read = v.safeParse(entry, item, { abortEarly: true })
    if (!read.success) return err(`log.entries[${index}].${issueText(read.issues[0], Object.keys(entry.entries))}`)
    exchanges.push(exchangeOf(read.output, index + 1))
    if (index % 500 === 499) yield (index / entries.length) * 0.5
  }
  return yield* observeExchanges(exchanges, { from: 'har', placeIs: 'entry', title: name })
}
