import { expect, it } from 'vitest'
import { callId, callKey, isForCommand, isOfCommand } from './call.ts'

it('tells the call of a command from one that is made on the way to it, and from one of a machine', () => {
  const keys = [callKey('cancel', 2), `look/${callKey('cancel', 2)}`, 'finalResult']

  expect(keys).toEqual(['cancel@2', 'look/cancel@2', 'finalResult'])
  expect(keys.map((key) => isOfCommand(key))).toEqual([true, false, false])
  expect(isOfCommand('cancel@2', 'cancel')).toBe(true)
  expect(isOfCommand('count@2', 'cancel')).toBe(false)
  expect(keys.map(isForCommand)).toEqual([true, true, false])
  expect(callId('cancel', 2)).toBe('cancel#2')
})
