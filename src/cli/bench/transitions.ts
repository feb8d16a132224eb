import { createActor, transition } from 'xstate'
import type { Scenario } from '#kernel/model.ts'
import { run, runOutcome } from '#kernel/run.ts'
import { systemFor, type Actor } from '#kernel/system.ts'
import type { Message } from '#kernel/effect.ts'
import type { Specification } from '#machines/specification.ts'
import { figure, medianTime, perSecond } from './measure.ts'

interface Met {
  readonly actor: Actor
  readonly state: number
  readonly event: Message
}

/** Everything that any machine met in the run of a scenario, in order. */
function metIn(specification: Specification, scenario: Scenario): Met[] {
  const system = systemFor(specification.model, scenario.knobs)
  return run(specification.model, scenario).origins.flatMap(({ reactions }) =>
    reactions.map(({ actor, state, event }) => ({
      actor: system.actors[actor] as Actor,
      state,
      event: system.events[event] as Message,
    })),
  )
}

/** A started actor's timers are the run's own events; its clock must not fire them again. */
const stillClock = { setTimeout: () => 0, clearTimeout: () => undefined }

function actorsTake(met: readonly Met[], scenario: Scenario): void {
  const started = new Map<string, ReturnType<typeof createActor>>()
  for (const { actor, event } of met) {
    let running = started.get(actor.name)
    if (running === undefined) {
      running = createActor(actor.table.machine, {
        input: { knobs: scenario.knobs, instance: actor.instance },
        clock: stillClock,
      })
      started.set(actor.name, running)
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
    for (const { actor, state, event } of met)
      actor.table.under(scenario.knobs, () => transition(actor.table.machine, actor.table.snapshot(state), event))
  })
  const actors = medianTime(3, () => actorsTake(met, scenario))
  const rates = [perSecond(met.length * rounds, kernel), perSecond(met.length, pure), perSecond(met.length, actors)]
  const ratio = (rates[0] ?? 0) / (rates[1] ?? 1)
  return { row: [specification.document.id, figure(met.length), ...rates.map(figure), `${ratio.toFixed(0)}x`], ratio }
}
