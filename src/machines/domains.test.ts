import { expect, expectTypeOf, it } from 'vitest'
import {
  everyValue,
  flag,
  int,
  oneOf,
  type ArgsOf,
  type CommandOf,
  type CommandTable,
  type KnobsOf,
} from './domains.ts'

const knobs = {
  ticks: { kind: 'environment', domain: int(0, 9, 3), title: '', says: '' },
  style: { kind: 'environment', domain: oneOf('plain', 'odd'), title: '', says: '' },
  isOn: { kind: 'choice', domain: flag(false), title: '', says: '' },
} as const

const to = (): string => 'client'
const commands = {
  start: { kind: 'call', args: { kind: oneOf('one', 'many') }, operation: true, to, title: '', says: '' },
  cancel: { kind: 'call', args: { op: int(1, 9, 1), polite: flag(true) }, to, title: '', says: '' },
  drop: { kind: 'fault', args: {}, to, title: '', says: '' },
} satisfies CommandTable

it('the types of knobs and commands follow from their domains', () => {
  expectTypeOf<KnobsOf<typeof knobs>>().toEqualTypeOf<{
    readonly ticks: number
    readonly style: 'plain' | 'odd'
    readonly isOn: boolean
  }>()
  expectTypeOf<ArgsOf<typeof commands, 'cancel'>>().toEqualTypeOf<{ readonly op: number; readonly polite: boolean }>()
  expectTypeOf<CommandOf<typeof commands, 'start'>>().toExtend<{
    readonly type: 'start'
    readonly call: string
    readonly operation: number
    readonly kind: 'one' | 'many'
  }>()
  expectTypeOf<CommandOf<typeof commands, 'cancel' | 'drop'>['type']>().toEqualTypeOf<'cancel' | 'drop'>()
  expectTypeOf<CommandOf<typeof commands, 'cancel'>>().not.toHaveProperty('operation')
})

it('a check tries every word and both truths, the default first, and a number only where its values are listed', () => {
  expect(everyValue(knobs)).toEqual({ style: ['plain', 'odd'], isOn: [false, true] })
  expect(everyValue(knobs, 'isOn')).toEqual({ isOn: [false, true] })
})
