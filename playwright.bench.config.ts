import { defineConfig } from '@playwright/test'
import base, { asForPeople } from './playwright.config.ts'

/** What the page costs, measured in the page: part of `npm run bench`. */
// Spread, not merged: a merge would keep the arguments that are taken away.
export default defineConfig({
  ...base,
  testMatch: '**/*.bench.ts',
  fullyParallel: false,
  workers: 1,
  outputDir: '.cache/bench',
  reporter: [['line']],
  use: { ...base.use, trace: 'off', contextOptions: { reducedMotion: 'no-preference' } },
  projects: asForPeople(base.projects ?? []),
})
