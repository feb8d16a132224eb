import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { entries } from '#machines/registry.ts'

const known = ensure(entries[0], 'there is a specification').id

const root = join(import.meta.dirname, '..', '..')
const copied = [
  'src',
  'scripts',
  'tools/package.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  // The formatter's settings: what it writes is read by the test of the dialect.
  '.oxfmtrc.json',
  'vitest.config.ts',
]
const linked = ['node_modules', 'tools/node_modules']

let place: string
/** A program of the packages, or a script, in the copy. */
const node = (...args: string[]): { status: number | null; output: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: place,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { status, output: stdout + stderr }
}
const read = (path: string): string => readFileSync(join(place, path), 'utf8')

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'new-spec-'))
  for (const path of copied) cpSync(join(root, path), join(place, path), { recursive: true })
  for (const path of linked) symlinkSync(join(root, path), join(place, path))
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

it.each([
  [[], 'Usage: npm run new-spec -- ID'],
  [['one', 'two'], 'Usage: npm run new-spec -- ID'],
  [['Demo'], '"Demo" cannot be an id: two to sixteen lower-case letters and digits, a letter first.'],
  [['../demo'], '"../demo" cannot be an id: two to sixteen lower-case letters and digits, a letter first.'],
  [['class'], '"class" cannot be an id: the sources need this word for something else.'],
  [[known], `There is a "${known}" already, in src/machines or src/specs.`],
])('refuses %j in one line', (args, line) => {
  expect(node('scripts/new-spec.mjs', ...args)).toEqual({ status: 2, output: `${line}\n` })
})

it('makes a specification that is green at once: its types, the dialect, its laws, its plan, its charts', () => {
  const made = node('scripts/new-spec.mjs', 'demo')
  expect(made.output).toContain('src/specs/demo.ts and src/machines/demo are there and registered.')
  expect(made.status).toBe(0)
  expect(read('src/machines/index.ts')).toContain(', demo]')
  expect(Object.keys(JSON.parse(read('src/layout/chart/generated/demo.chart.json')) as object)).toEqual([
    'client',
    'server',
  ])

  writeFileSync(
    join(place, 'tsconfig.demo.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      include: ['src/machines', 'src/specs', 'src/layout'],
    }),
  )
  expect(node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.demo.json')).toEqual({ status: 0, output: '' })

  const tests = ['dialect', 'registry', 'laws', 'plans'].map((name) => `src/machines/${name}.test.ts`)
  const wanted = 'demo|every (machine|clause|specification)|^says of each'
  const tested = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=json',
    '--testTimeout=100000',
    '-t',
    wanted,
    ...tests,
  )
  const report = JSON.parse(tested.output.slice(tested.output.indexOf('{"numTotal'))) as {
    numPassedTests: number
    numFailedTests: number
  }
  expect(report.numFailedTests, tested.output).toBe(0)
  expect(tested.status).toBe(0)
  // Five laws, five tests of the plan, and those of the dialect and the registry, which are about all specifications.
  expect(report.numPassedTests).toBeGreaterThanOrEqual(15)
})
