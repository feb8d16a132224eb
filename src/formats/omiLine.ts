import * as v from 'valibot'

const text = v.exactOptional(v.pipe(v.string(), v.maxLength(2000, 'at most 2,000 characters')))
const integer = v.exactOptional(v.pipe(v.number(), v.safeInteger('a whole number')))
/** A member that is null says as much as one that is not there. */
export const withoutNulls = (value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([, of]) => of !== null))

/** The first line of a log. */
export const omiHeader = v.object({ trace: text, transport: text, providerCount: integer })

/** Any other line, as far as it is read. */
export const omiLine = v.object({
  t_ms: v.pipe(v.number(), v.finite('a finite number')),
  ev: v.pipe(v.string(), v.maxLength(200, 'at most 200 characters')),
  who: text,
  kind: text,
  op: text,
  mode: v.exactOptional(v.picklist(['sync', 'async'])),
  where: text,
  note: text,
  ret: integer,
  n: integer,
  instance: v.exactOptional(v.unknown()),
  moreResults: v.exactOptional(v.union([v.number(), v.boolean()], 'a number or a truth value')),
  resultCode: integer,
  result: integer,
  hungIn: text,
  afterSeconds: v.exactOptional(v.number()),
})
export type OmiLine = v.InferOutput<typeof omiLine>

/** Whether a line of JSON Lines is one of a call log of OMI. */
export const looksLikeOmi = (value: Record<string, unknown>): boolean =>
  (typeof value['omi'] === 'string' && typeof value['trace'] === 'string') || v.is(omiLine, withoutNulls(value))
