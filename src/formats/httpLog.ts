import { err } from '#base/result.ts'
import type { Exchange } from './lroExchanges.ts'
import { observeExchanges } from './lroObservation.ts'
import { linesMax, textLines } from './observation.ts'
import type { Parsing } from './opened.ts'

const method = '(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)'
const version = String.raw`(?:\s+HTTP\/[\d.]+)?`
/** `POST /v1/operations/7:cancel HTTP/1.1`, and a whole exchange on one line: `POST /v1/operations/7:cancel → 200 {}`. */
const requestLine = new RegExp(String.raw`^${method}\s+((?:https?:\/\/|\/)\S*)${version}\s*$`)
const exchangeLine = new RegExp(
  String.raw`^${method}\s+((?:https?:\/\/|\/)\S*)${version}(?:\s{1,9}(\{.*?\}))?\s{1,9}(?:→|->|=>|:)?\s{0,9}(\d{3})\b(?:\s{1,9}[A-Z][A-Za-z ]{0,60}?)?(?:\s{0,9}([[{].*))?$`,
)
/** `HTTP/1.1 200 OK` or `200 OK`. */
const statusLine = /^(?:HTTP\/[\d.]+\s+([1-5]\d\d)(?:\s.*)?|([1-5]\d\d)\s+[A-Z][A-Za-z '-]*)$/
const separator = /^(?:-{3,}|={3,}|`{3}.*)$/
const headerLine = /^[A-Za-z0-9-]+:(?:\s.*)?$/
/** What curl says about the connection, and its progress. */
const curlTalk = /^(?:\*\s|\*$|[{}] \[\d+ bytes data\])/

/** Whether some line of a text looks like a request. */
export function hasRequestLine(source: string): boolean {
  let read = 0
  for (const line of textLines(source)) {
    const text = line.text.replace(/^> /, '').trimEnd()
    if (text.length < 5000 && (requestLine.test(text) || exchangeLine.test(text))) return true
    if (++read > 2000) return false
  }
  return false
}

interface Draft {
  readonly place: number
  readonly method: string
  readonly url: string
  status: number
  /** Where the next line belongs. Headers end with an empty line, or with the first line that is none. */
  part: 'requestHeaders' | 'requestBody' | 'headers' | 'body'
  requestBody: string[]
  body: string[]
}

const exchangeOf = ({ place, method: verb, url, status, requestBody, body }: Draft): Exchange => ({
  place,
  method: verb,
  url,
  requestBody: requestBody.join('\n').trim(),
  status,
  aborted: false,
  body: body.join('\n').trim(),
  start: null,
  end: null,
})

/** Takes a transcript line by line; what it cannot place it leaves out. */
class Reader {
  readonly exchanges: Exchange[] = []
  private draft: Draft | null = null

  private begin(place: number, verb: string, url: string, status: number): Draft {
    this.end()
    const part = status === 0 ? 'requestHeaders' : 'body'
    this.draft = { place, method: verb, url, status, part, requestBody: [], body: [] }
    return this.draft
  }

  /** The exchange under way is over, whether it was answered or not. */
  end(): void {
    if (this.draft !== null) this.exchanges.push(exchangeOf(this.draft))
    this.draft = null
  }

  take(number: number, raw: string): void {
    if (curlTalk.test(raw)) return
    const line = raw.replace(/^[<>](?: |$)/, '').trimEnd()
    if (line.length < 5000 && this.beginsExchange(number, line)) return
    if (separator.test(line)) return this.end()
    if (this.draft === null) return
    const status = line.length < 500 ? statusLine.exec(line) : null
    if (status !== null && (this.draft.status === 0 || this.draft.status < 200)) {
      this.draft.status = Number(status[1] ?? status[2])
      this.draft.part = 'headers'
    } else this.takeContent(this.draft, line)
  }

  private beginsExchange(number: number, line: string): boolean {
    const request = requestLine.exec(line)
    if (request !== null) {
      this.begin(number, request[1] ?? '', request[2] ?? '', 0)
      return true
    }
    const whole = exchangeLine.exec(line)
    if (whole === null) return false
    const draft = this.begin(number, whole[1] ?? '', whole[2] ?? '', Number(whole[4]))
    if (whole[3] !== undefined) draft.requestBody.push(whole[3])
    if (whole[5] !== undefined) draft.body.push(whole[5])
    return true
  }

  private takeContent(draft: Draft, line: string): void {
    const inHeaders = draft.part === 'requestHeaders' || draft.part === 'headers'
    if (inHeaders && (line === '' || !headerLine.test(line)))
      draft.part = draft.part === 'headers' ? 'body' : 'requestBody'
    // Headers are not kept, and what is in neither of the bodies is none of ours.
    if (draft.part === 'body') draft.body.push(line)
    else if (draft.part === 'requestBody') draft.requestBody.push(line)
  }
}

/** Reads a transcript of HTTP: blocks as client test suites write them, the talk of `curl -v`, or an exchange a line. */
export function* parseHttpLog(source: string, name: string): Parsing {
  const reader = new Reader()
  for (const line of textLines(source)) {
    reader.take(line.number, line.text)
    if (reader.exchanges.length > linesMax)
      return err(`line ${line.number}: expected at most ${linesMax.toLocaleString('en')} requests`)
    if (line.number % 1000 === 0) yield (line.end / source.length) * 0.5
  }
  reader.end()
  return yield* observeExchanges(reader.exchanges, { from: 'http-log', placeIs: 'line', title: name })
}
