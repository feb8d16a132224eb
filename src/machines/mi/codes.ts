import type { mi } from '#specs/mi.ts'
import type { CodeList, ReturnTable } from '../domains.ts'
import type { commands } from './commands.ts'

/** The codes that a call can return, whoever makes it; `other` is one that the documents do not name. */
export const returns = {
  start: ['MI_RESULT_OK'],
  getNext: ['MI_RESULT_OK', 'MI_RESULT_INVALID_PARAMETER'],
  cancel: [
    'MI_RESULT_OK',
    'MI_RESULT_FAILED',
    'MI_RESULT_ACCESS_DENIED',
    'MI_RESULT_INVALID_PARAMETER',
    'MI_RESULT_NOT_FOUND',
    'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  ],
  close: ['MI_RESULT_OK', 'MI_RESULT_ACCESS_DENIED', 'MI_RESULT_INVALID_PARAMETER'],
  acknowledge: ['MI_RESULT_OK', 'MI_RESULT_INVALID_PARAMETER'],
  closeSession: ['MI_RESULT_OK', 'MI_RESULT_INVALID_PARAMETER'],
  // Calls that the library and the provider make.
  finalResult: ['MI_RESULT_OK'],
  registerCancel: ['MI_RESULT_OK', 'MI_RESULT_NOT_SUPPORTED'],
  cancelCallback: ['MI_RESULT_OK'],
  unsubscribe: ['MI_RESULT_OK'],
  sessionClosed: ['MI_RESULT_OK'],
  result: ['MI_RESULT_OK'],
} as const satisfies ReturnTable<typeof commands, keyof typeof mi.codes>

/** The codes that an operation can end with. */
export const endings = [
  'MI_RESULT_OK',
  'MI_RESULT_FAILED',
  'MI_RESULT_INVALID_PARAMETER',
  'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  'other',
] as const satisfies CodeList<keyof typeof mi.codes>
