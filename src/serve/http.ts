import type { Json } from '#base/json.ts'
import { pathOf, routeOf, verbOf } from '#formats/lroRoutes.ts'
import { suspicious } from '#formats/scenario.ts'
import type { Value } from '#kernel/model.ts'
import { waitMax, type OutsideCall } from '#machines/lro/served.ts'
import { badRequest, nameIn, noSuchPath, operationJson, refusalOf, type HttpAnswer } from './answers.ts'
import { listQuery, page } from './list.ts'
import type { Service } from './service.ts'
import type { Returned } from './world.ts'

/** A request as whoever took it hands it over. */
export interface HttpRequest {
  readonly method: string
  /** Path and query, with or without scheme and host. */
  readonly url: string
  /** Value of the header Authorization; null where there is none. */
  readonly authorization: string | null
  /** Null where the bytes are no text. */
  readonly body: string | null
}

const methods = {
  count: 'google.apps.vault.v1.VaultApi.CountArtifacts',
  get: 'google.longrunning.Operations.GetOperation',
  wait: 'google.longrunning.Operations.WaitOperation',
  list: 'google.longrunning.Operations.ListOperations',
  delete: 'google.longrunning.Operations.DeleteOperation',
  cancel: 'google.longrunning.Operations.CancelOperation',
} as const

/** A body as an object of JSON; undefined where it is none. No bytes are an object without members. */
function objectIn(body: string | null): Readonly<Record<string, Json>> | undefined {
  if (body === null) return undefined
  if (body.trim() === '') return {}
  try {
    const value = JSON.parse(body) as Json
    if (typeof value !== 'object' || value === null || Array.isArray(value) || suspicious(value) !== null)
      return undefined
    return value as Readonly<Record<string, Json>>
  } catch {
    return undefined
  }
}

/** What the body of a cancel is to the model. One that cannot be read is no empty one. */
function cancelBody(body: string | null, name: string): 'empty' | 'object' | 'unknownField' {
  if (body === '') return 'empty'
  const value = objectIn(body)
  if (value === undefined) return 'unknownField'
  // The name may stand in the body as well as in the path, as it does in the message.
  return Object.entries(value).every(([key, text]) => key === 'name' && text === name) ? 'object' : 'unknownField'
}

/**
 * Who the caller is. The server knows nobody: a token says by its own text what it is good for, an API key alone is no credential,
 * and without either everything is allowed.
 */
function tokenIn(authorization: string | null, hasKey: boolean): 'full' | 'readonly' | 'none' | 'noAccess' {
  if (authorization === null) return hasKey ? 'none' : 'full'
  const text = authorization.replace(/^\s*bearer\s+/i, '').trim()
  return text === 'readonly' || text === 'none' || text === 'noAccess' ? text : 'full'
}

/** The number of an operation by its name under whatever prefix; 0 where there is none of this name. */
export function numberOf(name: string, operations: number): number {
  const number = Number(/(?:^|\/)operations\/([1-9]\d{0,8})$/.exec(name)?.[1] ?? 0)
  return number <= operations ? number : 0
}

/** How a call says which operation it means. */
const about = (number: number): Record<string, Value> =>
  number === 0 ? { operation: 1, name: 'unknown' } : { operation: number, name: 'current' }

type Body = (returned: Returned) => HttpAnswer

/** Makes a call in the model; what it returns is the answer. */
async function passOn(
  service: Service,
  name: OutsideCall,
  args: Record<string, Value>,
  operation: string,
  body: Body,
): Promise<HttpAnswer> {
  const returned = await service.call(name, args)
  const { code, http, out } = returned
  if (http === null) return 'lost'
  return code === 'OK' ? body(returned) : refusalOf({ code, http, out }, operation, methods[name])
}

const empty: Body = () => ({ status: 200, body: {} })
const operationNamed =
  (name: string | null): Body =>
  ({ out = {} }) => ({ status: 200, body: operationJson(out, name ?? nameIn(out)) })

/** Milliseconds in a duration as JSON writes it, `1.5s`; undefined where it is none. */
function milliseconds(duration: Json | undefined): number | undefined {
  if (duration === undefined) return Infinity
  const seconds = typeof duration === 'string' ? /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(duration)?.[1] : undefined
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

/** A wait that says no time lasts as long as the service lets it. */
function wait(service: Service, request: HttpRequest, name: string, tickMs: number): Promise<HttpAnswer> {
  const milli = milliseconds(objectIn(request.body)?.['timeout'])
  if (objectIn(request.body) === undefined || milli === undefined)
    return Promise.resolve(badRequest('timeout: expected a duration such as "1.5s"'))
  const timeout = Math.min(Math.ceil(milli / tickMs), waitMax)
  return look(service, 'wait', request, name, { timeout })
}

const hasKey = (url: string): boolean => /[?&]key=/.test(url)

function look(
  service: Service,
  call: 'get' | 'wait',
  { authorization, url }: HttpRequest,
  name: string,
  more: Record<string, Value> = {},
): Promise<HttpAnswer> {
  const token = tokenIn(authorization, hasKey(url))
  const args = { ...about(numberOf(name, service.world.operations)), ...more, token }
  return passOn(service, call, args, name, operationNamed(name))
}

function list(service: Service, url: string, parent: string): Promise<HttpAnswer> {
  const params = new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '')
  return passOn(service, 'list', {}, parent, ({ listed }) => {
    const query = listQuery(params)
    if (!query.ok) return badRequest(query.error)
    const found = page(listed, query.value)
    if (!found.ok) return badRequest(found.error)
    const prefix = parent.replace(/operations$/, '')
    const operations = found.value.operations.map((each) => operationJson(each, `${prefix}${nameIn(each)}`))
    return { status: 200, body: { ...found.value, operations } }
  })
}

/** Milliseconds that a tick stands for, where nothing says how long one is. */
export const tickMsByDefault = 10

/** Answers a request as the service of the model does: the request becomes what the model's client would have sent. */
export async function answer(service: Service, request: HttpRequest, tickMs = tickMsByDefault): Promise<HttpAnswer> {
  const { method, url, body } = request
  const path = pathOf(url)
  if (method === 'POST' && verbOf(path) === 'count' && path.length < 4000) {
    if (objectIn(body) === undefined) return badRequest('The body is no object of JSON.', 'INVALID_JSON')
    return passOn(service, 'count', {}, 'the operation', operationNamed(null))
  }
  const route = routeOf(method, url)
  if (route === null) return noSuchPath
  const { name } = route
  const meant = about(numberOf(name, service.world.operations))
  switch (route.op) {
    case 'list':
      return list(service, url, name)
    case 'get':
      return look(service, 'get', request, name)
    case 'wait':
      return wait(service, request, name, tickMs)
    case 'delete':
      return passOn(service, 'delete', meant, name, empty)
    case 'cancel': {
      const token = tokenIn(request.authorization, hasKey(url))
      return passOn(service, 'cancel', { ...meant, token, body: cancelBody(body, name) }, name, empty)
    }
  }
}
