// Finds a Chromium for the browser tests, or gets one. Node built-ins only, until packages are installed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inProject, root } from './project.mjs'

export const howToGetChromium =
  'The browser tests need a Chromium: install Chromium or Google Chrome (for example `apt-get install chromium` or ' +
  '`npx playwright install --with-deps chromium`), or set CHROMIUM_PATH to one.'

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

async function playwrightsOwn() {
  const { chromium } = await import('playwright-core')
  return chromium.executablePath()
}

/** An installed Chromium, or undefined. */
export async function findChromium() {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen !== undefined && chosen !== '') {
    if (!starts(chosen)) throw new Error(`CHROMIUM_PATH names ${chosen}, which does not start.`)
    return chosen
  }
  return [...usualPlaces(), await playwrightsOwn()].find(starts)
}

function downloadPlaywrights() {
  console.error('Downloading a Chromium ...')
  const cli = inProject('node_modules', 'playwright', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], {
    cwd: root,
    stdio: 'ignore',
    timeout: 300_000,
  })
}

function installDebians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.error('No download; installing the chromium package of this system ...')
  /** @param {string[]} args */
  const apt = (args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt(['update', '-q'])
  apt([
    'install',
    '-y',
    '-q',
    '-o',
    'DPkg::Lock::Timeout=120',
    '--no-install-recommends',
    'chromium',
    'fonts-liberation',
    'fonts-dejavu-core',
  ])
}

/** An installed Chromium; if there is none, Playwright's download, then the system's package. */
export async function ensureChromium() {
  for (const attempt of [() => undefined, downloadPlaywrights, installDebians]) {
    attempt()
    const found = await findChromium()
    if (found !== undefined) return found
  }
  throw new Error(howToGetChromium)
}
