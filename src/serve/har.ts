import type { Exchange } from '#formats/lroExchanges.ts'
import { tickMsByDefault } from './http.ts'

/** Where the clock of the recording begins: ticks have no date. */
const epoch = Date.UTC(2000, 0, 1)
const origin = 'http://127.0.0.1'
const jsonType = 'application/json; charset=utf-8'
const size = (text: string | null): number => (text === null ? -1 : new TextEncoder().encode(text).length)

/** What was asked and answered as HAR 1.2. It has no headers: nothing of whoever asked is kept. */
export const harOf = (exchanges: readonly Exchange[], tickMs = tickMsByDefault) => ({
  log: {
    version: '1.2',
    creator: { name: 'aftercancel', version: '1' },
    entries: exchanges.map(({ method, url, requestBody, status, aborted, body, start, end }) => {
      const from = (start ?? 0) * tickMs
      const time = Math.max(0, (end ?? 0) * tickMs - from)
      return {
        startedDateTime: new Date(epoch + from).toISOString(),
        time,
        request: {
          method,
          url: `${origin}${url}`,
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: [],
          queryString: [],
          headersSize: -1,
          bodySize: size(requestBody),
          ...(requestBody === null || requestBody === ''
            ? {}
            : { postData: { mimeType: jsonType, text: requestBody } }),
        },
        response: {
          status,
          statusText: '',
          httpVersion: 'HTTP/1.1',
          cookies: [],
          headers: [],
          content: { size: size(body), mimeType: jsonType, ...(body === null ? {} : { text: body }) },
          redirectURL: '',
          headersSize: -1,
          bodySize: size(body),
          ...(aborted ? { _error: 'aborted' } : {}),
        },
        cache: {},
        timings: { send: 0, wait: time, receive: 0 },
      }
    }),
  },
})
