// npm test: installs what is missing, then format, lint, types, tidy, unit tests, build, browser tests; stops at the first failure. The time of
// each is told at the end.
//   npm test -- unit                one stage or several: format lint types tidy unit build e2e (e2e builds first)
//   npm test -- unit src/kernel     the rest goes to the test runner
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { ensureChromium } from './lib/chromium.mjs'
import { ensureClients, ensurePackages, ensureTools } from './lib/install.mjs'
import { freePort } from './lib/port.mjs'
import { inProject, run } from './lib/project.mjs'

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ title: string, run: (rest: string[]) => Promise<boolean>, count?: () => Count | undefined }} Stage */
/** @typedef {{ title: string, ok: boolean, seconds: number, count: Count | undefined }} Done */

const reports = { unit: inProject('.cache', 'reports', 'unit.json'), e2e: inProject('.cache', 'reports', 'e2e.json') }

/** @param {string} file */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

/**
 * @param {string[]} command
 * @param {Record<string, string>} [env]
 */
const node = async (command, env) => (await run(process.execPath, command, { env: env ?? {} })) === 0

/** @param {string[]} path */
const bin = (...path) => inProject('node_modules', ...path)

/** @param {string[]} path */
const tool = (...path) => inProject('tools', 'node_modules', ...path)

const typeAwareHalf = tool('.bin', process.platform === 'win32' ? 'tsgolint.cmd' : 'tsgolint')

/**
 * The browser for these arguments of Playwright's; some of them open a window.
 * @param {string[]} rest
 */
const browserFor = (rest) => ensureChromium({ hasWindow: rest.some((arg) => /^--(headed|debug|ui)\b/.test(arg)) })

/** @type {Record<string, Stage>} */
const stages = {
  format: {
    title: 'Format',
    run: () => node([tool('oxfmt', 'bin', 'oxfmt'), '--check', '.']),
  },
  lint: {
    title: 'Lint',
    run: () => {
      const command = [tool('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings']
      return node(command, { OXLINT_TSGOLINT_PATH: typeAwareHalf })
    },
  },
  types: { title: 'Types', run: () => node([bin('typescript', 'bin', 'tsc')]) },
  tidy: {
    title: 'Tidy',
    run: async () => {
      const isTidy = await node([tool('knip', 'bin', 'knip.js'), '--no-progress'])
      if (!isTidy)
        console.error(
          'Nobody uses what is listed above. Delete what is dead; take away the "export" of what its own file uses; a file that a tool begins with goes into knip.json.',
        )
      return isTidy
    },
  },
  unit: {
    title: 'Unit tests',
    run: (rest) => {
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reports.unit}`]
      return node([bin('vitest', 'vitest.mjs'), 'run', ...reporters, ...rest])
    },
    count: () => {
      const report = readReport(reports.unit)
      return report && { passed: report.numPassedTests, failed: report.numFailedTests }
    },
  },
  build: { title: 'Build', run: () => node([bin('vite', 'bin', 'vite.js'), 'build']) },
  e2e: {
    title: 'Browser tests',
    run: async (rest) => {
      const env = { CHROMIUM_PATH: await browserFor(rest), E2E_PORT: String(await freePort()) }
      return node([bin('@playwright', 'test', 'cli.js'), 'test', ...rest], env)
    },
    count: () => {
      const report = readReport(reports.e2e)
      return report && { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected }
    },
  },
}

/** @param {string[]} args */
function plan(args) {
  const firstOther = args.findIndex((arg) => !(arg in stages))
  const named = firstOther === -1 ? args : args.slice(0, firstOther)
  const rest = args.slice(named.length)
  const takesRest = named.length === 1 && (named[0] === 'unit' || named[0] === 'e2e')
  if (rest.length > 0 && !takesRest) {
    throw new Error(
      `Unknown stage ${rest[0]}: the stages are ${Object.keys(stages).join(', ')}; only unit or e2e alone takes more.`,
    )
  }
  const wanted = new Set(named.length === 0 ? Object.keys(stages) : named)
  if (wanted.has('e2e')) wanted.add('build')
  return { chosen: Object.entries(stages).filter(([name]) => wanted.has(name)), rest, wanted }
}

/**
 * @param {Set<string>} wanted
 * @param {string[]} rest
 */
async function prepare(wanted, rest) {
  await ensurePackages()
  // Side by side: they mostly wait for what comes over the network.
  await Promise.all([
    ['format', 'lint', 'tidy'].some((name) => wanted.has(name)) ? ensureTools() : undefined,
    wanted.has('unit') ? ensureClients() : undefined,
    wanted.has('e2e') ? browserFor(rest) : undefined,
  ])
}

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<[T, seconds: number]>}
 */
async function timed(work) {
  const start = performance.now()
  const result = await work()
  return [result, (performance.now() - start) / 1000]
}

/**
 * Runs the stages up to the first that fails.
 * @param {[string, Stage][]} chosen
 * @param {string[]} rest
 */
async function runStages(chosen, rest) {
  /** @type {Done[]} */
  const done = []
  for (const [, { title, run: runStage, count }] of chosen) {
    console.log(`\n== ${title}`)
    const [ok, seconds] = await timed(() => runStage(rest))
    console.log(`== ${title}: ${ok ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s`)
    const counted = count?.()
    // A test file that does not even load fails without a failed test.
    const failed = Math.max(counted?.failed ?? 0, ok ? 0 : 1)
    done.push({ title, ok, seconds, count: count && { passed: counted?.passed ?? 0, failed } })
    if (!ok) break
  }
  return done
}

/** @param {Done[]} done @param {number} installing seconds */
function summary(done, installing) {
  const whole = done.reduce((sum, { seconds }) => sum + seconds, installing)
  /** @type {[string, number, string][]} */
  const rows = [
    ['Installing', installing, ''],
    ...done.map(({ title, ok, seconds, count }) => {
      const tests = count === undefined ? '' : `, ${count.passed} passed, ${count.failed} failed`
      return /** @type {[string, number, string]} */ ([title, seconds, (ok ? 'ok' : 'FAILED') + tests])
    }),
    ['All', whole, ''],
  ]
  return rows
    .map(([title, seconds, note]) => `${title.padEnd(14)}${seconds.toFixed(1).padStart(7)} s  ${note}`.trimEnd())
    .join('\n')
}

try {
  const { chosen, rest, wanted } = plan(process.argv.slice(2))
  for (const file of Object.values(reports)) rmSync(file, { force: true })
  const [, installing] = await timed(() => prepare(wanted, rest))
  const done = await runStages(chosen, rest)
  console.log(`\n${summary(done, installing)}`)
  const stopped = done.find(({ ok }) => !ok)
  if (stopped !== undefined) {
    console.log(`\nStopped: the stage "${stopped.title}" failed; what comes after it was not run.`)
    process.exitCode = 1
  }
  /** @param {keyof Count} what */
  const sum = (what) => done.reduce((total, { count }) => total + (count?.[what] ?? 0), 0)
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
