import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import { specificationOf } from '#machines/index.ts'
import { Exploration } from './explore.ts'

const isInstalled = (program: string): boolean => spawnSync(program, ['--version']).error === undefined

/** Worlds and transitions of our check, with nobody observing. */
function ours(
  spec: string,
  max: Readonly<Record<string, number>>,
): { readonly worlds: number; readonly transitions: number } {
  const { model } = ensure(specificationOf(spec), `${spec} is registered`)
  const offers = Object.keys(max).map((name) => ({
    do: name,
    args: defaults(ensure(model.commands[name], `${name} is a command`).args),
  }))
  const bounds = { offers, groupsOf: (command: string) => [command], groupMax: max, worldsMax: 100_000 }
  const exploration = new Exploration(model, knobDefaults(model), {}, bounds, [], false)
  while (exploration.advance(10_000));
  return { worlds: exploration.worldCount, transitions: exploration.transitions }
}

/** The same of a model written for spin by hand. Its dead variables are kept (-o2), and it counts the beginning as a transition. */
function spins(name: string): { readonly worlds: number; readonly transitions: number } {
  const folder = mkdtempSync(join(tmpdir(), 'aftercancel-spin-'))
  const inFolder = (program: string, ...args: readonly string[]): string =>
    spawnSync(program, args, { cwd: folder, encoding: 'utf8' }).stdout
  copyFileSync(join(import.meta.dirname, 'promela', `${name}.pml`), join(folder, 'model.pml'))
  inFolder('spin', '-a', '-o2', 'model.pml')
  inFolder('gcc', '-O1', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c')
  const told = inFolder('./pan', '-m100000', '-E')
  const figure = (pattern: RegExp): number => Number(pattern.exec(told)?.[1])
  return { worlds: figure(/(\d+) states, stored/), transitions: figure(/(\d+) transitions/) - 1 }
}

const cases = [
  ['lro', { count: 1, cancel: 2, delete: 1 }, { worlds: 1471, transitions: 3522 }],
  ['wws', { call: 1, cancel: 2 }, { worlds: 43, transitions: 71 }],
] as const

describe('an outside checker', () => {
  it.each(cases)('is asked for these numbers of worlds: %s', (spec, max, expected) => {
    expect(ours(spec, max)).toEqual(expected)
  })

  // Where spin or a C compiler is missing, the numbers above still stand, and the comparison is skipped.
  it.runIf(isInstalled('spin') && isInstalled('gcc'))('finds the same: spin', () => {
    expect(cases.map(([spec]) => spins(spec))).toEqual(cases.map(([, , expected]) => expected))
  })
})
