import { createActor, transition } from 'xstate'
import { roleOf, type Scenario } from '#kernel/model.ts'
import { tableOf, type TransitionTable } from '#kernel/role.ts'
import { run, runOutcome } from '#kernel/run.ts'
import { xstateOf } from '#kernel/statechart.ts'
import type { Message } from '#kernel/effect.ts'
import type { Specification } from '#machines/specification.ts'
import { figure, medianTime, perSecond } from './measure.ts'

interface Met {
  readonly actor: string
  readonly instance: number
  readonly table: TransitionTable
  readonly state: number
  readonly event: Message
}

/** Everything that any machine met in the run of a scenario, in order. */
function metIn({ model }: Specification, scenario: Scenario): Met[] {
  return run(model, scenario).handled.map(({ actor, before, event }) => {
    const table = tableOf(roleOf(model, actor).machine)
    return { actor, instance: Number(actor.split('#')[1] ?? 0), table, state: table.numberNamed(before), event }
  })
}

/** A started actor's timers are the run's own events; its clock must not fire them again. */
const stillClock = { setTimeout: () => 0, clearTimeout: () => undefined }

function actorsTake(met: readonly Met[], scenario: Scenario): void {
  const started = new Map<string, ReturnType<typeof createActor>>()
  for (const { actor, instance, table, event } of met) {
    let running = started.get(actor)
    if (running === undefined) {
      running = createActor(xstateOf(table.machine), {
        input: { knobs: scenario.knobs, instance },
        clock: stillClock,
      })
      started.set(actor, running)
      running.start()
    }
    running.send(event)
  }
}

/** Transitions a second on one specification's scenario: the kernel's warm runs, XState's pure function, started actors. */
export function transitionRates(
  specification: Specification,
  scenario: Scenario,
): { readonly row: string[]; readonly ratio: number } {
  const met = metIn(specification, scenario)
  const rounds = Math.max(20, Math.ceil(40_000 / met.length))
  const kernel = medianTime(5, () => {
    for (let i = 0; i < rounds; i++) runOutcome(specification.model, scenario)
  })
  const pure = medianTime(3, () => {
    for (const { table, state, event } of met)
      table.under(scenario.knobs, () => transition(xstateOf(table.machine), table.snapshot(state), event))
  })
  const actors = medianTime(3, () => actorsTake(met, scenario))
  const rates = [perSecond(met.length * rounds, kernel), perSecond(met.length, pure), perSecond(met.length, actors)]
  const ratio = (rates[0] ?? 0) / (rates[1] ?? 1)
  return { row: [specification.document.id, figure(met.length), ...rates.map(figure), `${ratio.toFixed(0)}x`], ratio }
}
