/**
 * The identity of a call. A machine knows it by its key: `cancel@2` is the call of the second command `cancel`, and a call that is
 * made on the way to it has a key in front: `look/cancel@2`. A trace knows it by its id: `cancel#2` is the second call of that name.
 */

/** The command that cancels, which has the same name in every specification: it is what a sweep moves where nothing else is said. */
export const cancelCommand = 'cancel'

/** The key of the call that is the n-th command of this name, from 1. */
export const callKey = (command: string, n: number): string => `${command}@${n}`

/** Whether a call is a command's own, or was made on the way to it. */
export const isForCommand = (key: string): boolean => key.includes('@')

/** Whether a call is a command's own; `command`: whether it is one of this name. */
export const isOfCommand = (key: string, command?: string): boolean =>
  isForCommand(key) && !key.includes('/') && (command === undefined || key.startsWith(`${command}@`))

/** How a trace calls the n-th call of this name, from 1. */
export const callId = (op: string, n: number): string => `${op}#${n}`
