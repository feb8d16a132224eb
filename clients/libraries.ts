import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Moment } from '../src/testing/index.ts'

/** Real client libraries, told to talk to a service on this machine. They are loaded when they are used. */

const require = createRequire(import.meta.url)

export const areInstalled = existsSync(join(import.meta.dirname, 'node_modules', 'google-gax'))

/** What a library is asked for: a cancel, and how the operation ended, as it tells its caller. */
export interface Running {
  readonly cancel: () => Promise<unknown>
  readonly end: Promise<unknown>
}
export interface Library {
  readonly name: string
  /** The value of `clientStyle` that stands for it. */
  readonly style: string
  /** `pauseMs`: how long it waits from an answer to its next look, where that can be told. */
  readonly start: (moment: Moment, pauseMs: number) => Promise<Running>
  /** The name of the code in what it throws. */
  readonly codeOf: (error: unknown) => string
}

// What of google-gax is used here (google-gax 6.17, which has no types of its own for the REST half).
interface GaxClient {
  readonly getOperation: (request: { readonly name: string }) => Promise<readonly [unknown]>
}
interface GaxOperation {
  readonly promise: () => Promise<readonly [unknown]>
  readonly cancel: () => Promise<unknown>
}
interface Gax {
  readonly GoogleAuth: new (options: { readonly authClient: unknown }) => unknown
  readonly LongrunningDescriptor: new (client: GaxClient, response: unknown, metadata: unknown) => unknown
  readonly createBackoffSettings: (...settings: readonly (number | null)[]) => unknown
  readonly operation: (operation: unknown, descriptor: unknown, backoff: unknown) => GaxOperation
  readonly lro: (options: unknown) => { readonly operationsClient: (options: unknown) => GaxClient }
  readonly grpc: { readonly credentials: { readonly createInsecure: () => unknown } }
  readonly Status: Readonly<Record<number, string>>
  readonly fallback: Pick<Gax, 'lro' | 'operation'> & {
    readonly GrpcClient: { readonly protobufFromJSON: (json: unknown, isRest: boolean) => unknown }
  }
}
const gaxOf = (): Gax => require('google-gax') as Gax

interface OAuth2 {
  readonly OAuth2Client: new () => { readonly setCredentials: (credentials: { access_token: string }) => void }
}

/** A credential that never asks anybody for another. */
function credential() {
  const { OAuth2Client } = require('google-auth-library') as OAuth2
  const client = new OAuth2Client()
  client.setCredentials({ access_token: 'of-a-test' })
  return client
}

/** Without these the library asks for an operation at a path that nobody serves. */
const httpRules = [
  { selector: 'CancelOperation', post: '/v1/{name=operations/**}:cancel', body: '*' },
  { selector: 'GetOperation', get: '/v1/{name=operations/**}' },
  { selector: 'DeleteOperation', delete: '/v1/{name=operations/**}' },
  { selector: 'ListOperations', get: '/v1/{name=operations}' },
].map((rule) => ({ ...rule, selector: `google.longrunning.Operations.${rule.selector}` }))

/** Starts an operation, as a generated client does whose method returns one. */
async function count(url: string): Promise<string> {
  const response = await fetch(`${url}/v1/matters/1:count`, { method: 'POST' })
  return ((await response.json()) as { readonly name: string }).name
}

function running(gax: Gax, half: Pick<Gax, 'operation'>, client: GaxClient, name: string, pauseMs: number): Running {
  const asIs = (bytes: unknown): unknown => bytes
  const descriptor = new gax.LongrunningDescriptor(client, asIs, asIs)
  const backoff = gax.createBackoffSettings(pauseMs, 1, pauseMs, null, null, null, null)
  const waiting = half.operation({ name, done: false }, descriptor, backoff)
  return { cancel: () => waiting.cancel(), end: waiting.promise() }
}

const gaxCode = (error: unknown): string => gaxOf().Status[(error as { readonly code: number }).code] ?? 'UNKNOWN'

const gaxRest: Library = {
  name: 'google-gax 6.17 over REST',
  style: 'gax',
  codeOf: gaxCode,
  start: async ({ url }, pauseMs) => {
    const gax = gaxOf()
    const { fallback } = gax
    const protoJson = fallback.GrpcClient.protobufFromJSON(
      require('./node_modules/google-gax/build/protos/operations.json'),
      true,
    )
    const auth = new gax.GoogleAuth({ authClient: credential() })
    const { hostname, port } = new URL(url)
    const client = fallback
      .lro({ auth, fallback: true, protoJson, httpRules })
      .operationsClient({ servicePath: hostname, port: Number(port), protocol: 'http', fallback: true })
    return running(gax, fallback, client, await count(url), pauseMs)
  },
}

const gaxGrpc: Library = {
  name: 'google-gax 6.17 over gRPC',
  style: 'gax',
  codeOf: gaxCode,
  start: async ({ url, grpc }, pauseMs) => {
    const gax = gaxOf()
    const [host = '', port = ''] = (grpc ?? '').split(':')
    const auth = new gax.GoogleAuth({ authClient: credential() })
    const client = gax
      .lro({ auth })
      .operationsClient({ servicePath: host, port: Number(port), sslCreds: gax.grpc.credentials.createInsecure() })
    return running(gax, gax, client, await count(url), pauseMs)
  },
}

interface Common {
  readonly createAPIRequest: (request: unknown) => Promise<{ readonly data: Readonly<Record<string, unknown>> }>
}

/** What a discovery document says of a method, and a call of it. */
function call(url: string, method: string, path: string, name: string) {
  const { createAPIRequest } = require('googleapis-common') as Common
  return createAPIRequest({
    options: { url: `${url}/v1/${path}`, method },
    params: { name },
    requiredParams: ['name'],
    pathParams: ['name'],
    context: { _options: {} },
  })
}

/** It has no way of its own to wait: whoever uses it asks until it is done. */
async function poll(url: string, name: string): Promise<unknown> {
  for (;;) {
    const { data } = await call(url, 'GET', '{+name}', name)
    const error = data['error'] as { readonly code: number } | undefined
    if (data['done'] === true && error !== undefined)
      throw Object.assign(new Error('it has failed'), { ended: error.code })
    if (data['done'] === true) return data['response']
  }
}

const discovery: Library = {
  name: 'googleapis-common 9.3 (discovery)',
  style: 'raw',
  codeOf: (error) => {
    const { ended, cause } = error as { readonly ended?: number; readonly cause?: { readonly status?: string } }
    return ended === undefined ? (cause?.status ?? 'UNAVAILABLE') : (gaxOf().Status[ended] ?? 'UNKNOWN')
  },
  start: async ({ url }) => {
    const name = await count(url)
    return { cancel: () => call(url, 'POST', '{+name}:cancel', name), end: poll(url, name) }
  },
}

export const libraries: readonly Library[] = [gaxRest, gaxGrpc, discovery]
