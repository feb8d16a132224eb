import { nameMax } from './operationJson.ts'

/** What a request of the LRO surface asks for (operations.proto and its HTTP rules, under whatever prefix a service has). */
export type Route =
  | { readonly op: 'get' | 'cancel' | 'delete' | 'wait'; readonly name: string }
  | { readonly op: 'list'; readonly name: string }

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The path of an address, with or without scheme and host, without query and fragment. */
export const pathOf = (url: string): string =>
  url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')

/** The custom method behind the last colon of a path, as in `/v1/matters/1:count`; '' where there is none. */
export const verbOf = (path: string): string => /:([A-Za-z]+)$/.exec(path)?.[1] ?? ''

/**
 * What a request asks for, or null where it concerns no operation. A name is what comes after the version in the path,
 * `operations/7` or `projects/p/locations/l/operations/7`.
 */
export function routeOf(method: string, url: string): Route | null {
  if (url.length > 4000) return null
  const path = pathOf(url)
  const verb = verbOf(path)
  const segments = (verb === '' ? path : path.slice(0, -verb.length - 1)).split('/').slice(1)
  const at = segments.indexOf('operations')
  if (at < 0) return null
  const version = segments.findLastIndex((segment, index) => index < at && /^v\d+\w*$/.test(segment))
  const name = segments
    .slice(version + 1)
    .map(decoded)
    .join('/')
  if (name.length > nameMax) return null
  const isWhole = segments.slice(at + 1).join('') !== ''
  if (!isWhole) return method === 'GET' && verb === '' ? { op: 'list', name: name.replace(/\/+$/, '') } : null
  if (method === 'GET' && verb === '') return { op: 'get', name }
  if (method === 'DELETE' && verb === '') return { op: 'delete', name }
  if (method === 'POST' && (verb === 'cancel' || verb === 'wait')) return { op: verb, name }
  return null
}
