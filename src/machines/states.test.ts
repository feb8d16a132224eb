import { describe, expect, it } from 'vitest'
import type { ActorState, LedgerView, Property, StateView } from '#kernel/property.ts'
import { tableOf } from '#kernel/role.ts'
import { actorNamed, initialState, stateNamed, statesOf, statesOfEach } from '#kernel/states.ts'
import { knobDefaults } from './domains.ts'
import { specifications } from './index.ts'
import { model } from './lro/model.ts'

/** A world in which nobody was reached but these. */
const viewOf = (states: Readonly<Record<string, string>>): StateView => ({
  ledger: { operations: {}, returned: {}, called: {}, held: {}, unsupported: false },
  state: ({ name }) => {
    const text = states[name]
    const machine = model.roles.find((role) => role.name === name.split('#')[0])?.machine
    return text === undefined || machine === undefined ? initialState(model, name) : stateNamed(machine, text)
  },
  given: () => 0,
})

describe('a statement names states', () => {
  const record = statesOfEach<1 | 2>(model, 'record')

  it('by a path, which stands for every state inside of it', () => {
    const view = viewOf({ 'record#1': 'kept.done.failed', 'record#2': 'kept.running' })
    const asked = [record.in('kept'), record.in('kept.done'), record.in('kept.running', 'kept.done.failed')]
    expect(asked.map((is) => [is(view, 1), is(view, 2)])).toEqual([
      [true, true],
      [true, false],
      [true, true],
    ])
  })

  it('of any region of a machine that has several', () => {
    const client = statesOfEach<1>(model, 'client')
    const view = viewOf({ 'client#1': 'here.cancel.remembered,here.patience.unlimited,here.watch.polling.asking' })
    expect(
      ['here.cancel', 'here.cancel.none', 'here.cancel.remembered', 'here.watch.polling'].map((path) =>
        client.in(path)(view, 1),
      ),
    ).toEqual([true, false, true, true])
  })

  it('and fails where it is written if there is no such state', () => {
    expect(() => record.in('kept.done', 'kept.runing')).toThrow(
      'lro: a statement names the state "kept.runing", which the role record does not have (did you mean "kept.running"?)',
    )
    // The beginning of a name is none.
    expect(() => record.in('kept.do')).toThrow('"kept.do"')
    expect(() => statesOf(model, 'front').in('')).toThrow('""')
  })

  it('and fails if there is no such role', () => {
    expect(() => statesOf(model, 'frnt')).toThrow('lro has a role frnt')
    expect(() => statesOfEach<1>(model, 'recrd')).toThrow('lro has a role recrd')
    expect(() => initialState(model, 'recrd#1')).toThrow('lro has a role recrd')
  })

  it('cannot be said with a text that nobody has looked up', () => {
    // @ts-expect-error: a state is compared with another one, or asked by statesOf
    const byText = (view: StateView): boolean => view.state(actorNamed('front')) === 'unavailable'
    // @ts-expect-error: nor is an actor named by a text
    const byName = (view: StateView): boolean => view.state('front').number > 0
    expect([byText, byName]).toHaveLength(2)
  })

  it('cannot be said of what an observer remembers', () => {
    const about = { id: '', clauses: [], says: '', kind: 'never' } as const
    // @ts-expect-error: an observer sees no state
    const byState = (view: LedgerView): boolean => view.state(actorNamed('front')).number > 0
    const statement: Property = { ...about, observed: byState }
    const isCommanded = (view: StateView): boolean => view.given('cancel') > 0
    // @ts-expect-error: what looks at a whole world is no statement about what an observer remembers
    const smuggled: Property = { ...about, observed: isCommanded }
    expect([statement, smuggled]).toHaveLength(2)
  })
})

it.each(specifications)(
  'an actor of $document.id that was not reached is where its machine begins',
  ({ model: each }) => {
    const begins = (name: string): ActorState => {
      const { machine } = each.roles.find((role) => role.name === name) ?? { machine: null }
      if (machine === null) throw new Error('there is no such role')
      const table = tableOf(machine)
      return stateNamed(machine, table.valueText(table.initial(1, knobDefaults(each))))
    }
    for (const { name } of each.roles) expect([name, initialState(each, `${name}#1`)]).toEqual([name, begins(name)])
  },
)
