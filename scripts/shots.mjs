// npm run shots [-- NAME ...]: the pictures of README, taken from the built page; only those that are named, where some are.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { ensureChromium } from './lib/chromium.mjs'
import { ensurePackages } from './lib/install.mjs'
import { freePort } from './lib/port.mjs'
import { inProject, root, run } from './lib/project.mjs'

const size = { width: 1440, height: 900 }

/** What each picture shows, and what has to be done first. @type {[name: string, screen: string, before: (page: import('playwright-core').Page) => Promise<void>][]} */
const shots = [
  ['explore', 'Explore', async () => {}],
  ['compare', 'Compare', (page) => page.getByRole('heading', { name: / ways$/ }).waitFor()],
  [
    'verify',
    'Verify',
    async (page) => {
      await page.getByRole('tab', { name: 'operations.cancel' }).click()
      await page.getByRole('button', { name: 'Run the check' }).click()
      await page.getByRole('button', { name: /again/i }).waitFor({ timeout: 180_000 })
    },
  ],
  [
    'evidence',
    'Evidence',
    async (page) => {
      await page.getByRole('button', { name: /gax-cancel-honoured/ }).click()
      await page.getByRole('heading', { name: /^Allowed/ }).waitFor({ timeout: 60_000 })
    },
  ],
  [
    'learn',
    'Learn',
    async (page) => {
      await page.getByRole('button', { name: /The slot nobody gives back/ }).click()
      await page.getByRole('slider', { name: /^Your mark/ }).fill('260')
      await page.getByRole('button', { name: 'Reveal' }).click()
      await page.getByRole('region', { name: 'Outcome ribbon' }).waitFor()
    },
  ],
  ['review', 'Review', (page) => page.getByRole('heading', { name: /Open questions/ }).waitFor()],
]

await ensurePackages()
const executablePath = await ensureChromium()
const vite = inProject('node_modules', 'vite', 'bin', 'vite.js')
if ((await run(process.execPath, [vite, 'build', '--logLevel', 'warn'])) !== 0) process.exit(1)
const port = await freePort()
const server = spawn(
  process.execPath,
  [vite, 'preview', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
  { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
)
await new Promise((resolve) => server.stdout.once('data', resolve))
const { chromium } = await import('playwright-core')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
mkdirSync(inProject('docs'), { recursive: true })
const wanted = process.argv.slice(2)
for (const [name, screen, before] of shots.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const page = await browser.newPage({ viewport: size, colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(`http://127.0.0.1:${port}/`)
  await page.evaluate('window.aftercancel.ready')
  const link = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen })
  if ((await link.count()) === 1) {
    await link.click()
    await before(page)
    await page.evaluate('document.fonts.ready')
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: inProject('docs', `${name}.png`) })
    console.log(`docs/${name}.png`)
  }
  await page.close()
}
await browser.close()
server.kill()
