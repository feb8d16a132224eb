import { emit, setup } from 'xstate'
import { getAdjacencyMap } from 'xstate/graph'
import { Exploration } from '#analysis/explore.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Model } from '#kernel/model.ts'
import { figure, medianTime, perSecond } from './measure.ts'

const cells = 7
const numbers = Array.from({ length: cells }, (_, i) => i + 1)

/** A call that is under way, may be asked to stop, and ends in one way or another: four states, five steps. */
const cellStates = {
  waiting: { on: { begin: 'working' } },
  working: { after: { workTicks: 'done', cancelTicks: 'stopping' } },
  stopping: { after: { workTicks: 'done', noticeTicks: 'stopped' } },
  done: {},
  stopped: {},
} as const

const delays = { workTicks: () => 3, cancelTicks: () => 2, noticeTicks: () => 5 }

const cell = setup({ types: { events: {} as Message, input: {} as object, emitted: {} as Effect }, delays }).createMachine({ id: 'bench/cell', initial: 'waiting', states: cellStates })

const beginner = setup({
  types: { events: {} as Message, input: {} as object, emitted: {} as Effect },
  actions: { tellAll: emit((): Effect => ({ type: 'several', effects: numbers.map((n) => ({ type: 'tell', to: `cell#${n}`, event: { type: 'begin' } })) })) },
}).createMachine({ id: 'bench/beginner', initial: 'idle', states: { idle: { on: { begin: { actions: 'tellAll' } } } } })

const model: Model = {
  spec: 'bench',
  roles: [
    { name: 'beginner', title: '', note: '', machine: beginner, instances: false },
    { name: 'cell', title: '', note: '', machine: cell, instances: true },
  ],
  commands: { begin: { kind: 'environment', title: '', says: '', args: {}, to: () => 'beginner' } },
  knobs: {},
  resources: {},
  codes: {},
  otherValue: '1',
  background: [],
}

/** The same cells as regions of one XState machine. */
const composed = setup({ types: { events: {} as { type: 'begin' } }, delays }).createMachine({
  id: 'composed',
  type: 'parallel',
  states: Object.fromEntries(numbers.map((n) => [`cell${n}`, { initial: 'waiting', states: cellStates }])),
})

function ours(): { readonly worlds: number; readonly transitions: number } {
  const bounds = { offers: [{ do: 'begin', args: {} }], groupsOf: () => ['begin'], groupMax: { begin: 1 }, worldsMax: 10_000_000 }
  const exploration = new Exploration(model, { linkTicks: 1 }, {}, bounds, [])
  while (exploration.advance(100_000));
  return { worlds: exploration.worldCount, transitions: exploration.transitions }
}

/** Worlds a second of the exhaustive check and of XState's adjacency map, on the same model. */
export function worldRates(): { readonly rows: string[][]; readonly ratio: number; readonly isSame: boolean } {
  const found = ours()
  const time = medianTime(5, () => void ours())
  let states = 0
  const theirs = medianTime(1, () => {
    states = Object.keys(getAdjacencyMap(composed, {})).length
  })
  const rates = [perSecond(found.worlds, time), perSecond(states, theirs)]
  return {
    rows: [
      ['exhaustive check', figure(found.worlds), figure(rates[0] ?? 0)],
      ['xstate/graph', figure(states), figure(rates[1] ?? 0)],
    ],
    ratio: (rates[0] ?? 0) / (rates[1] ?? 1),
    isSame: states === found.worlds,
  }
}
