import { describe, expect, it } from 'vitest'
import { stableJson } from '#base/json.ts'
import { roleOf, type Model } from '#kernel/model.ts'
import { xstateOf } from '#kernel/statechart.ts'
import { tableOf } from '#kernel/role.ts'
import { run } from '#kernel/run.ts'
import type { HandledEvent, Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { lro } from '#machines/lro/index.ts'
import { builtIn, scenarioOf } from '#machines/testing.ts'
import { explain, unheard } from './explain.ts'
import { laddersOf } from './ladder.ts'
import { plainText, sentenceOf } from './sentence.ts'
import { cameOutSince } from './since.ts'

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

      const isReached = (target: string): boolean =>
        after.paths.split(',').some((path) => path === target || path.startsWith(`${target}.`))
      // One region can move within a state that another region leaves with the same event.
      const isLeftBehind = (target: string): boolean => {
        const whole = target.split('.').slice(0, -2).join('.')
        return targets.some((other) => isReached(other) && !other.startsWith(`${whole}.`))
      }
      const strangers = targets.filter((target) => !isReached(target) && !isLeftBehind(target))

      expect({ event, strangers }).toEqual({ event, strangers: [] })
    }
  })
})

describe('a check as a question', () => {
  it('is answered for what happened, and the one that decides says since when', () => {
    for (const { specification, trace } of traces)
      for (const index of answers(trace))
        for (const { guard, asks, answer, holds } of explain(specification, trace, index)) {
          const known = guard === null ? undefined : specification.questions[guard]
          expect(asks).toBe(known?.ask ?? asks)
          expect(asks).toMatch(guard === null ? /^It is in the state/ : /\?$/)
          expect(answer).toBe(holds === null ? null : holds === (known?.whereTrue === 'yes') ? 'yes' : 'no')
        }
  })

  it('names what made the decisive one come out as it does', () => {
    let told = 0
    for (const { specification, trace } of traces)
      for (const index of answers(trace)) {
        const check = explain(specification, trace, index).find(({ verdict }) => verdict === 'decisive')
        const event = check === undefined ? null : cameOutSince(specification, trace, check)
        if (event === null) continue
        told++
        expect(event.t).toBeLessThanOrEqual(trace.events[index]?.t ?? -1)
        expect(event.i).toBeLessThan(index)
      }
    expect(told).toBeGreaterThan(50)
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

describe('a cancel that nobody hears of', () => {
  it('is told as that in the sentence', () => {
    const scenario = scenarioOf(lro.model, {}, [
      [0, 'count'],
      [100, 'leave'],
      [150, 'cancel'],
    ])

    expect(plainText(sentenceOf(lro, run(lro.model, scenario)))).toMatch(
      /^Cancel at 150 is made by nobody: the client has gone away;/,
    )
  })

  const why = (specification: Specification, steps: Parameters<typeof scenarioOf>[2], knobs = {}): string[] =>
    unheard(specification, run(specification.model, scenarioOf(specification.model, knobs, steps))).map(
      ({ actor, says }) => `${actor}: ${says}`,
    )

  it('is not made by a client that has gone', () => {
    expect(
      why(lro, [
        [0, 'count'],
        [100, 'leave'],
        [150, 'cancel'],
      ]),
    ).toEqual(['client#1: Nobody listens: the client has gone away'])
  })

  it('is answered, and the client has gone meanwhile', () => {
    expect(
      why(lro, [
        [0, 'count'],
        [150, 'cancel'],
        [151, 'leave'],
      ]),
    ).toEqual(['client#1: Nobody listens: the client has gone away'])
  })

  it('has nothing of the kind where it returns', () => {
    expect(
      why(lro, [
        [0, 'count'],
        [150, 'cancel'],
      ]),
    ).toEqual([])
  })
})
