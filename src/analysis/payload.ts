import type { Json } from '#base/json.ts'
import type { Payload } from '#kernel/effect.ts'

/** A member of what is passed or comes back: its path, as `error.code`, and its value as JSON writes it. */
export interface Member {
  readonly path: string
  readonly value: string
}

/** More members than this tell a reader nothing at a glance. */
const membersMax = 12

const isParent = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0

function walk(value: Json | undefined, path: string): Member[] {
  if (value === undefined) return []
  if (isParent(value))
    return Object.entries(value).flatMap(([name, child]) => walk(child, path === '' ? name : `${path}.${name}`))
  return [{ path, value: typeof value === 'string' ? value : JSON.stringify(value) }]
}

/** The members of a payload, one by one, at most twelve; of an empty body itself. */
export function membersOf(payload: Payload, title: string): Member[] {
  if (Object.keys(payload).length === 0) return [{ path: title, value: '{}' }]
  return walk(payload, '').slice(0, membersMax)
}

/** A payload on one line, cut after `most` characters: `name: operations/1, done: true`. */
export function payloadText(payload: Payload, most = 80): string {
  const text = membersOf(payload, '')
    .map(({ path, value }) => (path === '' ? value : `${path}: ${value}`))
    .join(', ')
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
