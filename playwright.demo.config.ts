import { defineConfig } from '@playwright/test'
import base, { asForPeople } from './playwright.config.ts'

/** The page, and below it the strip of the captions. */
const size = { width: 1920, height: 1080 }

/** On the stage the window is as large as the screen; the script sets this for --headed. */
const isOnStage = process.env['DEMO_STAGE'] === '1'

/** The demos: one at a time, in motion, filmed where an ffmpeg is at hand. */
// Spread, not merged: a window as large as the screen has no scale of its own, and a merge would keep the one that is there.
export default defineConfig({
  ...base,
  testMatch: '**/*.demo.ts',
  fullyParallel: false,
  workers: 1,
  outputDir: 'demo/.playwright',
  reporter: [['list']],
  use: {
    ...base.use,
    trace: 'off',
    contextOptions: { reducedMotion: 'no-preference' },
  },
  projects: asForPeople(base.projects ?? []).map(
    ({ use: { deviceScaleFactor, launchOptions, ...use } = {}, ...project }) => ({
      ...project,
      use: isOnStage
        ? {
            ...use,
            viewport: null,
            launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), '--start-maximized'] },
          }
        : { ...use, launchOptions: launchOptions ?? {}, deviceScaleFactor: deviceScaleFactor ?? 1, viewport: size },
    }),
  ),
})
