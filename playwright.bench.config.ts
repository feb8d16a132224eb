import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

/** What the page costs, measured in the page: part of `npm run bench`. */
export default defineConfig(base, {
  testMatch: '**/*.bench.ts',
  fullyParallel: false,
  workers: 1,
  outputDir: '.cache/bench',
  reporter: [['line']],
  use: { trace: 'off', contextOptions: { reducedMotion: 'no-preference' } },
})
