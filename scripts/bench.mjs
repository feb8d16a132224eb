// npm run bench [-- --engine]: how fast the engine is, beside XState; then what the built page costs in a browser.
import { ensureChromium } from './lib/chromium.mjs'
import { runSourceOrExplain } from './lib/bundle.mjs'
import { ensurePackages } from './lib/install.mjs'
import { freePort } from './lib/port.mjs'
import { inProject, run } from './lib/project.mjs'

await runSourceOrExplain('cli/bench.ts')
if (!process.argv.includes('--engine')) {
  await ensurePackages()
  const chromium = await ensureChromium()
  const built = await run(process.execPath, [
    inProject('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--logLevel',
    'error',
  ])
  const env = { CHROMIUM_PATH: chromium, E2E_PORT: String(await freePort()) }
  const playwright = inProject('node_modules', '@playwright', 'test', 'cli.js')
  const failed =
    built === 0
      ? await run(process.execPath, [playwright, 'test', '--config', 'playwright.bench.config.ts'], { env })
      : built
  if (failed !== 0) process.exitCode = failed
}
