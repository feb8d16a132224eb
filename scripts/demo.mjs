// npm run demo [-- my.json] [-- --headed] [-- -g TITLE]: builds the page and plays the demos, or one of a file of your own; videos, stills
// and transcripts land in demo/.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { ensureChromium } from './lib/chromium.mjs'
import { ensurePackages } from './lib/install.mjs'
import { freePort } from './lib/port.mjs'
import { inProject, run } from './lib/project.mjs'

/** Playwright films with an ffmpeg of its own; where it cannot be fetched, the system's does, if it stands where Playwright looks. */
function ffmpegFolder() {
  const { browsers } = JSON.parse(readFileSync(inProject('node_modules', 'playwright-core', 'browsers.json'), 'utf8'))
  const { revision } = browsers.find((/** @type {{ name: string }} */ browser) => browser.name === 'ffmpeg')
  const installed = () =>
    ['/usr/bin/ffmpeg', '/usr/local/bin/ffmpeg', '/opt/homebrew/bin/ffmpeg'].find((path) => existsSync(path))
  if (installed() === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing ffmpeg for the videos ...')
    spawnSync('apt-get', ['update', '-q'], { stdio: ['ignore', 'ignore', 2] })
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'ffmpeg'], {
      stdio: ['ignore', 'ignore', 2],
    })
  }
  const ffmpeg = installed()
  if (ffmpeg === undefined) return undefined
  const folder = inProject('.cache', 'browsers')
  const wanted = inProject(
    '.cache',
    'browsers',
    `ffmpeg-${revision}`,
    process.platform === 'darwin' ? 'ffmpeg-mac' : 'ffmpeg-linux',
  )
  mkdirSync(dirname(wanted), { recursive: true })
  if (!existsSync(wanted)) symlinkSync(ffmpeg, wanted)
  return folder
}

/** A demo of one's own, by its file. */
const own = process.argv.slice(2).find((arg) => arg.endsWith('.json'))
if (own !== undefined && !existsSync(own)) {
  console.error(`${own}: there is no such file`)
  process.exit(2)
}

await ensurePackages()
const hasWindow = process.argv.includes('--headed')
const chromium = await ensureChromium({ hasWindow })
const built = await run(process.execPath, [
  inProject('node_modules', 'vite', 'bin', 'vite.js'),
  'build',
  '--logLevel',
  'warn',
])
if (built !== 0) process.exit(built)
const folder = ffmpegFolder()
if (folder === undefined)
  console.error('No ffmpeg is installed, so there will be stills and transcripts, but no videos.')
const stage = {
  ...(hasWindow ? { DEMO_STAGE: '1' } : {}),
  ...(own === undefined ? {} : { DEMO_FILE: resolve(own) }),
}
const env = {
  ...stage,
  CHROMIUM_PATH: chromium,
  E2E_PORT: String(await freePort()),
  ...(folder === undefined ? {} : { DEMO_VIDEO: '1', PLAYWRIGHT_BROWSERS_PATH: folder }),
}
const playwright = inProject('node_modules', '@playwright', 'test', 'cli.js')
process.exitCode = await run(
  process.execPath,
  [playwright, 'test', '--config', 'playwright.demo.config.ts', ...process.argv.slice(2).filter((arg) => arg !== own)],
  { env },
)
