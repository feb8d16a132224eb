import type { OmiLine } from './omiLine.ts'

/** Functions of the client that are commands of the model, by the name that the log has for them. */
export const functions: Readonly<Record<string, string>> = {
  Cancel: 'cancel',
  'ft->Cancel': 'cancel',
  Close: 'close',
  'ft->Close': 'close',
  GetInstance: 'getNext',
  GetIndication: 'getNext',
  SessionClose: 'closeSession',
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^Enumerate/, 'enumerate'],
  [/^Query/, 'query'],
  [/^(?:Associator|Reference)/, 'associators'],
  [/^Subscribe/, 'subscribe'],
  [/^Invoke/, 'invoke'],
  [/^(?:Get|Test)/, 'get'],
  [/^Create/, 'create'],
  [/^Modify/, 'modify'],
  [/^Delete/, 'delete'],
]

/** The kind of operation that a function starts, in the words of the model. */
export const kindOf = (op: string | undefined): string | undefined =>
  kinds.find(([pattern]) => pattern.test(op ?? ''))?.[1]

/** Kinds that have one result, which need not have an instance. */
export const singleKinds: ReadonlySet<string | undefined> = new Set(['invoke', 'get', 'create', 'modify', 'delete'])

export const reasons = ['none', 'timeout', 'shutdown', 'serviceStop']

export const isNothing = (instance: unknown): boolean => instance === null || instance === undefined
export const isFinal = ({ moreResults }: OmiLine): boolean => moreResults === 0 || moreResults === false
export const cancelHandle = (where: string): string | null => {
  if (where.startsWith('NULL pointer')) return 'null'
  if (where.startsWith('MI_OPERATION_NULL')) return 'zeroed'
  return where.includes('failed to start') ? null : 'operation'
}
/** OMI compares real identities, so a change of the effective one alone says nothing about what the model calls another. */
export const identityIn = (where: string): string | null => {
  if (/\bset(?:res|re)?[ug]id\(/.test(where)) return 'other'
  return /\bsete[ug]id\b|effective/.test(where) ? null : 'same'
}
