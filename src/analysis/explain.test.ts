import { describe, expect, it } from 'vitest'
import { stableJson } from '#base/json.ts'
import { roleOf, type Model } from '#kernel/model.ts'
import { xstateOf } from '#kernel/statechart.ts'
import { tableOf } from '#kernel/role.ts'
import { run } from '#kernel/run.ts'
import type { HandledEvent, Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
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

/** Everything that any machine met in any built-in scenario, once. */
function meetings() {
  const seen = new Map<string, { model: Model; trace: Trace; handled: HandledEvent }>()
  for (const { specification, trace } of traces)
    for (const handled of trace.handled) {
      const { actor, before, event } = handled
      const key = stableJson([specification.document.id, actor.split('#')[0], before, event])
      seen.set(key, { model: specification.model, trace, handled })
    }
  return [...seen.values()].map(({ model, trace, handled }) => {
    const table = tableOf(roleOf(model, handled.actor).machine)
    return { handled, table, state: table.numberNamed(handled.before), knobs: trace.scenario.knobs }
  })
}

const byText = (a: string, b: string): number => a.localeCompare(b)

describe('the ladder of checks', () => {
  it('takes what the machine takes, whatever it meets', () => {
    for (const { handled, table, state, knobs } of meetings()) {
      const { actor, event } = handled
      const ladders = laddersOf(table, knobs, state, event)
      const taken = ladders.flatMap(({ rungs, taken: at }) => (at < 0 ? [] : [rungs[at]?.guard ?? null]))

      const byMachine = table.taken(state, event, knobs)

      const guards = byMachine.map(({ guard }) => guard?.name ?? null)
      expect({ actor, event, taken: taken.map(String).sort(byText) }).toEqual({
        actor,
        event,
        taken: guards.map(String).sort(byText),
      })
    }
  })

  it('leads where the run went', () => {
    for (const { handled, table, state, knobs } of meetings()) {
      const { event, after } = handled
      const targets = laddersOf(table, knobs, state, event).flatMap(({ rungs, taken }) => rungs[taken]?.targets ?? [])

      const strangers = targets.filter(
        (target) => !after.paths.split(',').some((path) => path === target || path.startsWith(`${target}.`)),
      )

      expect({ event, strangers }).toEqual({ event, strangers: [] })
    }
  })
})

describe.each(traces)('$specification.document.id, $id', ({ specification, trace }) => {
  it('every code that came back was decided exactly once, by the last check that was asked', () => {
    for (const index of answers(trace)) {
      const checks = explain(specification, trace, index)
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

  it('says the same of a trace that was kept as text, to tables that never met it', () => {
    const machines = specification.model.roles.map((role) => ({ ...role, machine: xstateOf(role.machine).provide({}) }))
    const elsewhere = { ...specification, model: { ...specification.model, roles: machines } }
    const kept = JSON.parse(JSON.stringify(trace)) as Trace

    const told = (by: Specification, of: Trace) => answers(of).map((index) => explain(by, of, index))

    expect(told(elsewhere, kept)).toEqual(told(specification, trace))
  })

  it('cites clauses that the document has', () => {
    const cited = answers(trace).flatMap((index) =>
      explain(specification, trace, index).flatMap(({ clauses }) => clauses),
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
