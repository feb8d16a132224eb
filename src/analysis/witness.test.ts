import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Knobs, Scenario } from '#kernel/model.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import { lro } from '#machines/lro/index.ts'
import { scenarioOf } from '#machines/testing.ts'
import type { Action } from '#kernel/property.ts'
import { run } from '#kernel/run.ts'
import { replay } from './replay.ts'
import { explorationOf } from './check.ts'
import { ticksFor } from './schedule.ts'
import { durations, Witnesses } from './witness.ts'

const { model } = lro
const command = (name: string, call: string, actor?: string): Action => ({
  kind: 'command',
  do: name,
  args: defaults(model.commands[name]?.args ?? {}),
  call,
  ...(actor === undefined ? {} : { actor }),
})

describe('what somebody else does', () => {
  it('is done by somebody else in a run with the same commands at other ticks, too', () => {
    // No run goes along this path: the timer of the work cannot come before the start has arrived.
    const path: Action[] = [
      command('count', 'count@1'),
      { kind: 'timer', actor: 'worker#1', name: 'workTicks' },
      command('cancel', 'cancel@1', 'other'),
    ]
    const knobs = knobDefaults(model)
    const scenario = new Witnesses(model, knobs).any([{ path, knobs }], '', (found) => {
      const { outcome } = run(model, found)
      return outcome.cancel?.code === 'OK' && outcome.settle?.code === 'CANCELLED'
    })

    expect(scenario?.steps.map(({ do: name, actor }) => [name, actor])).toEqual([
      ['count', undefined],
      ['cancel', 'other'],
    ])
  })

  it('is told to statements as that', () => {
    const scenario = scenarioOf(model, {}, [
      [0, 'count'],
      [100, 'cancel'],
    ])
    const steps = scenario.steps.map((step) => (step.do === 'cancel' ? { ...step, actor: 'other' } : step))
    const { actions } = replay(model, { ...scenario, steps })
    const given = actions.filter((action) => action?.kind === 'command')

    expect(given.map((action) => action?.kind === 'command' && action.actor)).toEqual([undefined, 'other'])
  })
})

describe('a run along one of the paths', () => {
  const knobs = knobDefaults(model)
  const settings = [
    knobs,
    ...Object.entries(model.knobs)
      .filter(([, { unit }]) => unit === 'ticks')
      .flatMap(([name]) =>
        durations(model, name)
          .filter((value) => value !== knobs[name])
          .map((value): Knobs => ({ ...knobs, [name]: value })),
      ),
  ]
  /** The first of the settings under which there is one, each tried. */
  function byTryingAll(path: readonly Action[], expectation: (scenario: Scenario) => boolean): Scenario | null {
    for (const setting of settings) {
      const steps = ticksFor(model, setting, path)
      const scenario = { spec: model.spec, title: '', knobs: setting, steps: steps ?? [] }
      if (steps !== null && expectation(scenario)) return scenario
    }
    return null
  }

  it('is the one that trying every duration finds', async () => {
    const plan = await ensure(lro.check, 'lro has a plan')()
    const offers = ['count', 'cancel', 'loseReply'].map((name) => ({ do: name, group: name }))
    const campaign = { id: '', says: '', offers, max: { count: 1, cancel: 1, loseReply: 1 }, knobs: {}, varied: {} }
    const exploration = explorationOf(lro, plan, campaign, 10_000)
    while (exploration.advance(1000));
    const witnesses = new Witnesses(model, knobs)
    const changed: boolean[] = []
    for (let world = 0; world < exploration.worldCount; world += 20) {
      const path = exploration.path(world)
      for (const expectation of [() => true, (scenario: Scenario) => run(model, scenario).outcome.settle === null]) {
        const found = witnesses.direct([{ path, knobs }], '', expectation)
        expect(found).toEqual(byTryingAll(path, expectation))
        changed.push(found !== null && found.knobs !== knobs)
      }
    }
    expect(changed).toContain(true)
  })
})
