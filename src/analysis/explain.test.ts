import { describe, expect, it } from 'vitest'
import { stableJson } from '#base/json.ts'
import { run, systemOf } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { explain } from './explain.ts'
import { laddersOf } from './ladder.ts'

const traces = specifications.flatMap((specification) =>
  specification.scenarios.map((scenario) => ({
    specification,
    id: scenario.id,
    trace: run(specification.model, builtIn(specification, scenario)),
  })),
)

const answers = (trace: Trace): number[] =>
  trace.events.filter(({ kind }) => kind === 'return' || kind === 'settle').map(({ i }) => i)

/** Every reaction of every built-in scenario, once. */
function reactions() {
  const seen = new Map<string, { trace: Trace; actor: number; state: number; event: number }>()
  for (const { specification, trace } of traces)
    for (const { reactions: all } of trace.origins)
      for (const { actor, state, event } of all) {
        const { role } = systemOf(trace).actors[actor] ?? { role: '' }
        seen.set(stableJson([specification.document.id, role, state, systemOf(trace).events[event]]), {
          trace,
          actor,
          state,
          event,
        })
      }
  return [...seen.values()]
}

describe('the ladder of checks', () => {
  it('takes what the machine takes, whatever it meets', () => {
    for (const { trace, actor: number, state, event } of reactions()) {
      const system = systemOf(trace)
      const actor = system.actors[number]
      const message = system.events[event]
      if (actor === undefined || message === undefined) throw new Error('a reaction has an actor and an event')
      const ladders = laddersOf(actor.table, system.knobs, state, message)
      const taken = ladders.flatMap(({ rungs, taken: at }) => (at < 0 ? [] : [rungs[at]?.guard ?? null]))

      const byMachine = actor.table.under(system.knobs, () =>
        actor.table.machine.getTransitionData(actor.table.snapshot(state), message),
      )

      const guards = byMachine.map(({ guard }) =>
        guard === undefined ? null : typeof guard === 'string' ? guard : (guard as { type: string }).type,
      )
      expect({ actor: actor.name, message, taken }).toEqual({ actor: actor.name, message, taken: guards })
    }
  })

  it('leads where the run went', () => {
    for (const { trace, actor: number, state, event } of reactions()) {
      const system = systemOf(trace)
      const actor = system.actors[number]
      const message = system.events[event]
      if (actor === undefined || message === undefined) throw new Error('a reaction has an actor and an event')
      const { next } = actor.table.answer(state, message, stableJson(message), system.knobs)
      const targets = laddersOf(actor.table, system.knobs, state, message).flatMap(
        ({ rungs, taken }) => rungs[taken]?.targets ?? [],
      )

      const strangers = targets.filter(
        (target) =>
          !actor.table
            .valueText(next)
            .split(',')
            .some((path) => path === target || path.startsWith(`${target}.`)),
      )

      expect({ message, strangers }).toEqual({ message, strangers: [] })
    }
  })
})

describe.each(traces)('$specification.document.id, $id', ({ specification, trace }) => {
  it('every code that came back was decided exactly once, by the last check that was asked', () => {
    for (const index of answers(trace)) {
      const checks = explain(trace, index, specification.guards)
      const verdicts = checks.map(({ verdict }) => verdict)

      expect({ index, decided: verdicts.filter((verdict) => verdict === 'decisive').length }).toEqual({
        index,
        decided: 1,
      })
      expect(verdicts).toEqual([...verdicts].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
      expect(
        checks.filter(({ guard, verdict, holds }) => guard !== null && (holds === null) !== (verdict === 'notAsked')),
      ).toEqual([])
    }
  })

  it('cites clauses that the document has', () => {
    const cited = answers(trace).flatMap((index) =>
      explain(trace, index, specification.guards).flatMap(({ clauses }) => clauses),
    )

    expect(
      cited.filter(
        (id) =>
          !Object.hasOwn(specification.document.clauses, id) && !Object.hasOwn(specification.document.questions, id),
      ),
    ).toEqual([])
  })
})

const order = ['passed', 'decisive', 'notAsked']
