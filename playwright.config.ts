import { defineConfig, devices, type PlaywrightTestConfig } from '@playwright/test'
import { findChromium, howToGetChromium } from './scripts/lib/chromium.mjs'

// A headless shell where there is one. Workers inherit the environment, so the search happens once.
const executablePath = (process.env['CHROMIUM_PATH'] ??= (await findChromium()) ?? '')
if (executablePath === '') throw new Error(howToGetChromium)

// npm test chooses a free port; the fixed one is uncommon, so that a server of another project is never met by chance.
const port = Number(process.env['E2E_PORT'] ?? 41973)
const baseURL = `http://127.0.0.1:${port}/`

/**
 * With as many browsers as cores the collector's and the compiler's own threads only wait for each other: a fifth of a page load. Not for
 * what is measured or filmed.
 */
const oneThread = '--js-flags=--single-threaded'

type Projects = NonNullable<PlaywrightTestConfig['projects']>

/** The projects as they are for people: with all threads of the script engine. */
export const asForPeople = (projects: Projects): Projects =>
  projects.map(({ use: { launchOptions, ...use } = {}, ...project }) => ({
    ...project,
    use: {
      ...use,
      launchOptions: { ...launchOptions, args: (launchOptions?.args ?? []).filter((arg) => arg !== oneThread) },
    },
  }))

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  fullyParallel: true,
  // A test and its browser wait for each other a quarter of the time: one more than there are cores.
  workers: 3,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // No test may depend on the machine's speed: these only catch what hangs.
  timeout: 600_000,
  reporter: [['list'], ['html', { open: 'never' }], ['json', { outputFile: '.cache/reports/e2e.json' }]],
  snapshotPathTemplate: '{testDir}/__shots__/{testFileName}/{arg}{ext}',
  expect: { timeout: 240_000, toHaveScreenshot: { maxDiffPixelRatio: 0.002, animations: 'disabled', caret: 'hide' } },
  use: {
    baseURL,
    // Traces cost a fifth of the time; `npm test -- e2e FILE --trace on` makes them where one is wanted.
    trace: 'off',
    screenshot: 'only-on-failure',
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    serviceWorkers: 'block',
  },
  projects: [
    {
      name: 'chromium',
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 1280, height: 800 },
        deviceScaleFactor: 1,
        launchOptions: {
          executablePath,
          args: [
            oneThread,
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--no-first-run',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
          ],
        },
      },
    },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: baseURL,
    reuseExistingServer: false,
    timeout: 30_000,
  },
})
