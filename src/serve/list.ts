import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { stableJson } from '#base/json.ts'
import type { Payload } from '#kernel/effect.ts'

/** What a list is asked for (operations.proto, ListOperationsRequest; filters are those of AIP-160 that speak of `done`). */
export interface ListQuery {
  readonly filter: string
  readonly pageSize: number
  readonly pageToken: string
}

const sizeMax = 1000
const sizeByDefault = 100

const query = v.object({
  filter: v.optional(v.string(), ''),
  pageSize: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'pageSize: expected a number from 0'), v.transform(Number)),
    '0',
  ),
  pageToken: v.optional(v.string(), ''),
})

/** The query of a list from the address of a request. */
export function listQuery(params: URLSearchParams): Result<ListQuery> {
  const read = v.safeParse(query, Object.fromEntries(params), { abortEarly: true })
  return read.success ? ok(read.output) : err(read.issues[0].message)
}

const done = /^(?<not>not\s+|-)?done\s*(?<is>=|!=|:)\s*(?<value>true|false|\*)$/i

/** Which operations a filter keeps. */
function filterOf(filter: string): Result<(operation: Payload) => boolean> {
  if (filter.trim() === '') return ok(() => true)
  const found = done.exec(filter.trim())?.groups
  if (found === undefined)
    return err(`filter: expected "done = true" or "done = false", found ${JSON.stringify(filter.slice(0, 60))}`)
  const isWanted = (found['value'] !== 'false') !== ((found['not'] !== undefined) !== (found['is'] === '!='))
  return ok((operation) => (operation['done'] === true) === isWanted)
}

const tokenOf = (from: number, filter: string): string => btoa(stableJson([from, encodeURIComponent(filter)]))

/** Where a page begins; null where the token is none of ours, or belongs to another filter. */
function pageFrom(token: string, filter: string): number | null {
  if (token === '') return 0
  const from = /^\[(\d{1,9}),/.exec(decoded(token))?.[1]
  return from !== undefined && token === tokenOf(Number(from), filter) ? Number(from) : null
}

function decoded(token: string): string {
  try {
    return atob(token)
  } catch {
    return ''
  }
}

/** A page of a list. */
export function page(
  all: readonly Payload[],
  { filter, pageSize, pageToken }: ListQuery,
): Result<{ readonly operations: readonly Payload[]; readonly nextPageToken?: string }> {
  const keeps = filterOf(filter)
  if (!keeps.ok) return keeps
  const from = pageFrom(pageToken, filter)
  if (from === null) return err('pageToken: expected the token of the page before, with the same filter')
  const kept = all.filter(keeps.value)
  const to = from + Math.min(pageSize === 0 ? sizeByDefault : pageSize, sizeMax)
  return ok({ operations: kept.slice(from, to), ...(to < kept.length ? { nextPageToken: tokenOf(to, filter) } : {}) })
}
