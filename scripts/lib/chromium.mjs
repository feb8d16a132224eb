// Finds a Chromium for the browser tests, or gets one. Node built-ins only, until packages are installed.
//
// Tests run in the headless shell where there is one: the full browser draws its own toolbar with every window, in a renderer of its
// own, and takes half as long again. Only what is to be seen on a screen needs the full one.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { inProject, run } from './project.mjs'

/** @typedef {{ hasWindow?: boolean }} Use whether the browser is to show a window */

export const howToGetChromium =
  'The browser tests need a Chromium: install one (for example `apt-get install chromium-headless-shell` or ' +
  '`npx playwright install --with-deps --only-shell chromium`; Google Chrome will do), or set CHROMIUM_PATH to one.'

const usualPlaces = () => {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((variable) => {
      const folder = process.env[variable]
      if (folder === undefined) return []
      return [
        `${folder}\\Google\\Chrome\\Application\\chrome.exe`,
        `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`,
      ]
    })
  }
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  )
}

/**
 * A file that is there may still lack its libraries, or be a stub that asks for another package manager.
 * @param {string} path
 */
function starts(path) {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true // --version would open a window
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return answer.status === 0 && /Chrom|Edge/.test(answer.stdout)
}

/** Where Playwright keeps its full browser. */
async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  return chromium.executablePath()
}

/** Playwright tells where its full browser belongs, somewhere under ROOT/chromium-REVISION; its headless shell is beside that folder. */
async function playwrightsShells() {
  const [, place = '', revision = ''] = /^(.*[/\\])chromium(-\d+)[/\\]/.exec(await playwrightsOwn()) ?? []
  const folder = `${place}chromium_headless_shell${revision}`
  if (revision === '' || !existsSync(folder)) return []
  const names =
    process.platform === 'win32' ? ['chrome-headless-shell.exe'] : ['chrome-headless-shell', 'headless_shell']
  return readdirSync(folder).flatMap((system) => names.map((name) => join(folder, system, name)))
}

const findShell = async () => ['/usr/bin/chromium-headless-shell', ...(await playwrightsShells())].find(starts)

const findFull = async () => [...usualPlaces(), await playwrightsOwn()].find(starts)

function chosen() {
  const path = process.env['CHROMIUM_PATH']
  if (path === undefined || path === '') return undefined
  if (!starts(path)) throw new Error(`CHROMIUM_PATH names ${path}, which does not start.`)
  return path
}

/**
 * An installed Chromium, or undefined: CHROMIUM_PATH, a headless shell unless a window is to be seen, a full browser.
 * @param {Use} [use]
 */
export const findChromium = async ({ hasWindow = false } = {}) =>
  chosen() ?? (hasWindow ? undefined : await findShell()) ?? (await findFull())

/** @param {string} name of the package */
async function installDebians(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.error(`Installing this system's ${name} ...`)
  /** @param {string[]} args */
  const apt = (args) =>
    run('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
      stdio: ['ignore', 'ignore', 2],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    })
  await apt(['update'])
  await apt(['install', '-y', '--no-install-recommends', name, 'fonts-liberation', 'fonts-dejavu-core'])
}

/** @param {string} half --only-shell or --no-shell */
async function downloadPlaywrights(half) {
  console.error("Downloading Playwright's Chromium ...")
  const cli = inProject('node_modules', 'playwright', 'cli.js')
  await run(process.execPath, [cli, 'install', half, 'chromium'], { stdio: 'ignore', timeout: 300_000 })
}

/** Each kind: how it is found, and how it is installed, the surest way first. */
const shell = {
  find: findShell,
  ways: [() => installDebians('chromium-headless-shell'), () => downloadPlaywrights('--only-shell')],
}
const full = { find: findFull, ways: [() => installDebians('chromium'), () => downloadPlaywrights('--no-shell')] }

/**
 * Like findChromium, but installs what is missing; a full browser only where a headless shell cannot be had or will not do.
 * @param {Use} [use]
 */
export async function ensureChromium({ hasWindow = false } = {}) {
  const given = chosen()
  if (given !== undefined) return given
  for (const { find, ways } of hasWindow ? [full] : [shell, full]) {
    for (const install of [async () => undefined, ...ways]) {
      await install()
      const found = await find()
      if (found !== undefined) return found
    }
  }
  throw new Error(howToGetChromium)
}
