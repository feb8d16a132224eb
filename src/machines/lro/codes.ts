import type { lro } from '#specs/lro.ts'
import type { CodeList, ReturnTable } from '../domains.ts'
import type { commands } from './commands.ts'

/** What every request is answered with in an outage, or comes to where the answer is lost. */
const outage = ['DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED', 'INTERNAL', 'UNAVAILABLE'] as const
/** What a token is refused with. */
const denied = ['PERMISSION_DENIED', 'UNAUTHENTICATED'] as const

/** The codes that a call can return, whoever makes it. */
export const returns = {
  count: [
    'OK',
    'INVALID_ARGUMENT',
    'NOT_FOUND',
    'ALREADY_EXISTS',
    'FAILED_PRECONDITION',
    'ABORTED',
    ...denied,
    ...outage,
  ],
  get: ['OK', 'CANCELLED', 'INVALID_ARGUMENT', 'NOT_FOUND', ...denied, ...outage],
  wait: ['OK', 'INVALID_ARGUMENT', 'NOT_FOUND', 'UNIMPLEMENTED', ...outage],
  list: ['OK', 'UNIMPLEMENTED', ...outage],
  delete: ['OK', 'INVALID_ARGUMENT', 'NOT_FOUND', 'UNIMPLEMENTED', ...outage],
  cancel: ['OK', 'INVALID_ARGUMENT', 'NOT_FOUND', 'FAILED_PRECONDITION', 'UNIMPLEMENTED', ...denied, ...outage],
} as const satisfies ReturnTable<typeof commands, keyof typeof lro.codes>

/** The same where the client is a real program, which says with every request who it is. */
export const servedReturns = { ...returns, wait: [...returns.wait, ...denied] } as const

/** The codes that an operation can end with: what a start is refused with, and what its work comes to. */
export const endings = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'FAILED_PRECONDITION',
  'ABORTED',
  'UNIMPLEMENTED',
  ...denied,
  ...outage,
] as const satisfies CodeList<keyof typeof lro.codes>
