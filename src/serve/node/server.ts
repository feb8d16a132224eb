import { createServer, STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { badRequest, failed, headersTooLarge, tooLarge, tooSlow, type HttpAnswer } from '../answers.ts'
import { control, controlPath, type ControlAnswer } from '../control.ts'
import { exchange } from '../exchange.ts'
import type { HttpRequest } from '../http.ts'
import type { Service } from '../service.ts'

/** Bytes of the largest body that is read. */
const bodyMax = 1024 * 1024

export interface Listening {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** Stops at once: connections are closed, whatever is under way on them. */
  readonly close: () => Promise<void>
}

/** The bytes of a body; null where there are too many. */
async function bytesOf(message: IncomingMessage): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of message as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > bodyMax) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Pages from this machine may ask, and no others. */
function corsHeaders(origin: string | undefined): Record<string, string> {
  if (origin === undefined || !/^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/.test(origin)) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, POST, DELETE',
    'access-control-allow-headers': '*, authorization, content-type',
    vary: 'origin',
  }
}

const json = 'application/json; charset=UTF-8'

function write(response: ServerResponse, answer: ControlAnswer, cors: Record<string, string>): void {
  if (answer === 'lost') return void response.destroy()
  const isLines = 'lines' in answer
  const text = isLines ? answer.lines : JSON.stringify(answer.body)
  const headers = { ...cors, 'content-type': isLines ? 'application/jsonl; charset=UTF-8' : json }
  response.writeHead(answer.status, { ...headers, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

async function serve(
  service: Service,
  tickMs: number,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '', headers } = message
  const cors = corsHeaders(headers.origin)
  if (method === 'OPTIONS') {
    response.writeHead(204, cors).end()
    return
  }
  const bytes = await bytesOf(message)
  if (bytes === null) {
    response.shouldKeepAlive = false
    write(response, tooLarge, cors)
    return
  }
  const request: HttpRequest = { method, url, authorization: headers.authorization ?? null, body: textOf(bytes) }
  if (url.startsWith(controlPath)) {
    write(response, control(service, request), cors)
    return
  }
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const answer = await exchange(service, request, { gone: gone.signal, tickMs })
  write(response, answer === 'gone' ? 'lost' : answer, cors)
}

/** Nobody hears of a fault of ours but by its answer. A client that hangs up while its body is read leaves nothing to answer. */
function fail(message: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent || message.errored !== null) response.destroy()
  else write(response, failed(error), {})
}

function refusalOfBytes(code: string | undefined): HttpAnswer {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return tooSlow
  if (code === 'HPE_HEADER_OVERFLOW') return headersTooLarge
  return badRequest('The request is no HTTP.', 'INVALID_REQUEST')
}

/** What is no request is answered in the same form, if anybody is there to read it. */
function refuseBytes(error: Error & { readonly code?: string }, socket: Socket): void {
  const answer = refusalOfBytes(error.code)
  if (error.code === 'ECONNRESET' || !socket.writable || answer === 'lost') return void socket.destroy()
  const text = JSON.stringify(answer.body)
  socket.end(
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\ncontent-type: ${json}\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
  )
}

interface ListenOptions {
  readonly host?: string
  /** 0: one that is free. */
  readonly port?: number
  readonly tickMs: number
  /** Milliseconds in which a request has to be there. */
  readonly patienceMs?: number
}

/** Listens on a host and port. @throws where the port is taken */
export async function listen(
  service: Service,
  { host = '127.0.0.1', port = 0, tickMs, patienceMs = 60_000 }: ListenOptions,
): Promise<Listening> {
  const limits = {
    requestTimeout: patienceMs,
    headersTimeout: patienceMs,
    connectionsCheckingInterval: patienceMs / 2,
    // A connection that waits for its next request is kept longer than by default: whoever sends one just when it is closed would fail.
    keepAliveTimeout: 120_000,
  }
  const server: Server = createServer(limits, (message, response) => {
    serve(service, tickMs, message, response).catch((error: unknown) => fail(message, response, error))
  })
  server.on('clientError', refuseBytes)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host, backlog: 4096 }, resolve)
  })
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
