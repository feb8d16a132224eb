// npm test: installs what is missing, then format, lint, types and tidy side by side, unit tests, build, browser tests; stops at the first
// failure. The time of each is told at the end.
//   npm test -- unit                one stage or several: format lint types tidy unit build e2e (e2e builds first)
//   npm test -- unit src/kernel     the rest goes to the test runner
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { ensureChromium } from './lib/chromium.mjs'
import { ensureClients, ensurePackages, ensureTools } from './lib/install.mjs'
import { freePort } from './lib/port.mjs'
import { inProject, run } from './lib/project.mjs'

/** @typedef {{ passed: number, failed: number }} Count */
/** What the output of a side-by-side stage goes to. @typedef {(piece: string) => void} Heard */
/**
 * @typedef {object} Stage
 * @property {string} title
 * @property {boolean} [isSideBySide] runs together with its neighbours of the same kind; what it says is told when it is done
 * @property {(rest: string[]) => Promise<unknown>} [needs] installs what it needs besides the packages
 * @property {(rest: string[], heard?: Heard) => Promise<boolean>} run
 * @property {() => Count | undefined} [count]
 */
/** @typedef {{ title: string, ok: boolean, seconds: number, count: Count | undefined }} Done */

const reports = { unit: inProject('.cache', 'reports', 'unit.json'), e2e: inProject('.cache', 'reports', 'e2e.json') }

/** @param {string} file */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined)

/**
 * @param {string[]} command
 * @param {{ env?: Record<string, string>, heard?: Heard | undefined }} [options]
 */
const node = async (command, { env = {}, heard } = {}) =>
  (await run(process.execPath, command, { env, ...(heard === undefined ? {} : { heard }) })) === 0

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
    isSideBySide: true,
    needs: ensureTools,
    run: (_, heard) => node([tool('oxfmt', 'bin', 'oxfmt'), '--check', '.'], { heard }),
  },
  lint: {
    title: 'Lint',
    isSideBySide: true,
    needs: ensureTools,
    run: (_, heard) => {
      const command = [tool('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings']
      return node(command, { env: { OXLINT_TSGOLINT_PATH: typeAwareHalf }, heard })
    },
  },
  types: {
    title: 'Types',
    isSideBySide: true,
    run: (_, heard) => node([bin('typescript', 'bin', 'tsc')], { heard }),
  },
  tidy: {
    title: 'Tidy',
    isSideBySide: true,
    needs: ensureTools,
    run: async (_, heard) => {
      const isTidy = await node([tool('knip', 'bin', 'knip.js'), '--no-progress'], { heard })
      if (!isTidy)
        heard?.(
          'Nobody uses what is listed above. Delete what is dead; take away the "export" of what its own file uses; a file that a tool begins with goes into knip.json.\n',
        )
      return isTidy
    },
  },
  unit: {
    title: 'Unit tests',
    needs: ensureClients,
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
    needs: browserFor,
    run: async (rest) => {
      const env = { CHROMIUM_PATH: await browserFor(rest), E2E_PORT: String(await freePort()) }
      return node([bin('@playwright', 'test', 'cli.js'), 'test', ...rest], { env })
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
  return { chosen: Object.entries(stages).flatMap(([name, stage]) => (wanted.has(name) ? [stage] : [])), rest }
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
 * Begins to install what the stages need, everything once and side by side: it mostly waits for what comes over the network, and the
 * first stages need not wait for what the last ones want.
 * @param {Stage[]} chosen
 * @param {string[]} rest
 */
function installing(chosen, rest) {
  /** @type {Map<Stage['needs'], Promise<unknown>>} */
  const begun = new Map()
  for (const { needs } of chosen) {
    if (needs === undefined || begun.has(needs)) continue
    const work = needs(rest)
    begun.set(needs, work)
    // Whoever needs it is told; until then nobody listens.
    work.catch(() => undefined)
  }
  return (/** @type {Stage} */ { needs }) => begun.get(needs)
}

/**
 * Runs a stage once it has what it needs.
 * @param {Stage} stage
 * @param {string[]} rest
 * @param {Promise<unknown> | undefined} needed
 * @returns {Promise<Done>}
 */
async function runStage({ title, isSideBySide = false, run: work, count }, rest, needed) {
  let said = ''
  await needed
  if (!isSideBySide) console.log(`\n== ${title}`)
  const [ok, seconds] = await timed(() => work(rest, isSideBySide ? (piece) => (said += piece) : undefined))
  if (isSideBySide) process.stdout.write(`\n== ${title}\n${said}`)
  console.log(`== ${title}: ${ok ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s`)
  const counted = count?.()
  // A test file that does not even load fails without a failed test.
  const failed = Math.max(counted?.failed ?? 0, ok ? 0 : 1)
  return { title, ok, seconds, count: count && { passed: counted?.passed ?? 0, failed } }
}

/**
 * Runs the stages up to the first that fails; those that are side by side all come to their end.
 * @param {Stage[]} chosen
 * @param {string[]} rest
 */
async function runStages(chosen, rest) {
  const needed = installing(chosen, rest)
  const sideBySide = chosen.filter((stage) => stage.isSideBySide === true)
  const done = await Promise.all(sideBySide.map((stage) => runStage(stage, rest, needed(stage))))
  for (const stage of chosen) {
    if (stage.isSideBySide === true) continue
    if (done.some(({ ok }) => !ok)) break
    done.push(await runStage(stage, rest, needed(stage)))
  }
  return done
}

/** @param {Done[]} done @param {number} packages seconds @param {number} whole seconds */
function summary(done, packages, whole) {
  /** @type {[string, number, string][]} */
  const rows = [
    ['Packages', packages, ''],
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
  const { chosen, rest } = plan(process.argv.slice(2))
  for (const file of Object.values(reports)) rmSync(file, { force: true })
  const [, packages] = await timed(ensurePackages)
  const [done, others] = await timed(() => runStages(chosen, rest))
  console.log(`\n${summary(done, packages, packages + others)}`)
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
