import type { wws } from '#specs/wws.ts'
import type { CodeList, ReturnTable } from '../domains.ts'
import type { commands } from './commands.ts'

/** The codes that a call can return, whoever makes it; `other` is one that the documents do not name. */
export const returns = {
  call: [
    'S_OK',
    'WS_E_OPERATION_ABORTED',
    'WS_E_OPERATION_TIMED_OUT',
    'WS_E_OPERATION_ABANDONED',
    'WS_E_ENDPOINT_DISCONNECTED',
  ],
  register: ['S_OK', 'E_OUTOFMEMORY', 'E_INVALIDARG', 'WS_E_INVALID_OPERATION', 'WS_E_OPERATION_ABORTED'],
  cancel: ['S_OK'],
  abandonCall: ['S_OK'],
  openSession: ['S_OK', 'WS_E_ENDPOINT_DISCONNECTED'],
  closeSession: ['S_OK'],
  abortHost: ['S_OK'],
  closeHost: ['S_OK', 'WS_E_INVALID_OPERATION', 'WS_E_OPERATION_ABORTED', 'WS_E_OPERATION_TIMED_OUT'],
  freeHost: ['S_OK'],
  // Callbacks of the service.
  cancelCallback: ['S_OK'],
  freeStateCallback: ['S_OK'],
} as const satisfies ReturnTable<typeof commands, keyof typeof wws.codes>

/** The codes that an operation can end with. */
export const endings = [
  'S_OK',
  'WS_E_OPERATION_ABORTED',
  'WS_E_OPERATION_TIMED_OUT',
  'WS_E_OPERATION_ABANDONED',
  'WS_E_ENDPOINT_DISCONNECTED',
] as const satisfies CodeList<keyof typeof wws.codes>
