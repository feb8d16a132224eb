import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emit, setup } from 'xstate'
import { getAdjacencyMap } from 'xstate/graph'
import { Exploration } from '#analysis/explore.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Model } from '#kernel/model.ts'
import { figure, medianTime, perSecond } from './measure.ts'

const cells = 7
/** Spin is too fast for so small a model: it gets one with more cells, and so do we. */
const cellsForSpin = 9

/** A call that is under way, may be asked to stop, and ends in one way or another: four states, five steps. */
const cellStates = {
  waiting: { on: { begin: 'working' } },
  working: { after: { workTicks: 'done', cancelTicks: 'stopping' } },
  stopping: { after: { workTicks: 'done', noticeTicks: 'stopped' } },
  done: {},
  stopped: {},
} as const

const delays = { workTicks: () => 3, cancelTicks: () => 2, noticeTicks: () => 5 }

const cell = setup({ types: { events: {} as Message, input: {}, emitted: {} as Effect }, delays }).createMachine({
  id: 'bench/cell',
  initial: 'waiting',
  states: cellStates,
})

const numbered = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

const beginner = (count: number) =>
  setup({
    types: { events: {} as Message, input: {}, emitted: {} as Effect },
    actions: {
      tellAll: emit((): Effect => ({
        type: 'batch',
        effects: numbered(count).map((n) => ({ type: 'tell', to: `cell#${n}`, event: { type: 'begin' } })),
      })),
    },
  }).createMachine({
    id: 'bench/beginner',
    initial: 'idle',
    states: { idle: { on: { begin: { actions: 'tellAll' } } } },
  })

const modelOf = (count: number): Model => ({
  spec: 'bench',
  roles: [
    { name: 'beginner', title: '', note: '', says: '', machine: beginner(count), instances: false },
    { name: 'cell', title: '', note: '', says: '', machine: cell, instances: true },
  ],
  commands: { begin: { kind: 'environment', title: '', says: '', args: {}, to: () => 'beginner' } },
  knobs: {},
  resources: {},
  codes: {},
  returns: {},
  endings: [],
  otherValue: '1',
  background: [],
})

/** The same cells as regions of one XState machine. */
const composed = setup({ types: { events: {} as { type: 'begin' } }, delays }).createMachine({
  id: 'composed',
  type: 'parallel',
  states: Object.fromEntries(numbered(cells).map((n) => [`cell${n}`, { initial: 'waiting', states: cellStates }])),
})

function ours(model: Model): { readonly worlds: number; readonly transitions: number } {
  const bounds = {
    offers: [{ do: 'begin', args: {} }],
    groupsOf: () => ['begin'],
    groupMax: { begin: 1 },
    worldsMax: 10_000_000,
  }
  const exploration = new Exploration(model, { linkTicks: 1 }, {}, bounds, [])
  while (exploration.advance(100_000));
  return { worlds: exploration.worldCount, transitions: exploration.transitions }
}

/** Worlds a second of the exhaustive check and of XState's adjacency map, on the same model. */
export function worldRates(): { readonly rows: string[][]; readonly ratio: number; readonly isSame: boolean } {
  const model = modelOf(cells)
  const found = ours(model)
  // One of ours is over in the time in which an engine begins to compile it; one of theirs takes seconds.
  const time = medianTime(25, () => void ours(model))
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

/** The same cells for spin. */
const promela = (count: number): string => `
mtype = { waiting, working, stopping, done, stopped };
bit begun = 0;
mtype cell[${count}];
active proctype world() {
  byte i;
  d_step { for (i : 0 .. ${count - 1}) { cell[i] = waiting }; i = 0 }
  do
  :: d_step { begun == 0 -> begun = 1; for (i : 0 .. ${count - 1}) { cell[i] = working }; i = 0 }
${numbered(count)
  .map((n) => n - 1)
  .map(
    (n) =>
      `  :: d_step { cell[${n}] == working -> cell[${n}] = done }\n  :: d_step { cell[${n}] == working -> cell[${n}] = stopping }\n  :: d_step { cell[${n}] == stopping -> cell[${n}] = done }\n  :: d_step { cell[${n}] == stopping -> cell[${n}] = stopped }`,
  )
  .join('\n')}
  od
}
`

/** Worlds a second of spin's verifier (its search alone, compiled beforehand) and of ours; null where spin or a C compiler is missing. */
export function spinRates(): { readonly rows: string[][]; readonly ratio: number; readonly isSame: boolean } | null {
  const folder = mkdtempSync(join(tmpdir(), 'aftercancel-bench-'))
  const inFolder = (program: string, ...args: readonly string[]): string | null => {
    const { error, stdout } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
    return error === undefined ? stdout : null
  }
  writeFileSync(join(folder, 'model.pml'), promela(cellsForSpin))
  if (
    inFolder('spin', '-a', '-o2', 'model.pml') === null ||
    inFolder('gcc', '-O2', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c') === null
  )
    return null
  let told = ''
  const theirs = medianTime(3, () => {
    told = inFolder('./pan', '-m1000000', '-E') ?? ''
  })
  const states = Number(/(\d+) states, stored/.exec(told)?.[1])
  const model = modelOf(cellsForSpin)
  const found = ours(model)
  const time = medianTime(5, () => void ours(model))
  const rates = [perSecond(found.worlds, time), perSecond(states, theirs)]
  return {
    rows: [
      ['exhaustive check', figure(found.worlds), figure(rates[0] ?? 0)],
      ['spin', figure(states), figure(rates[1] ?? 0)],
    ],
    ratio: (rates[0] ?? 0) / (rates[1] ?? 1),
    // Spin also stores the world before its variables have their first values.
    isSame: states === found.worlds || states === found.worlds + 1,
  }
}
