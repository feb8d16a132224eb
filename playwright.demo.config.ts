import { defineConfig } from '@playwright/test'
import base from './playwright.config.ts'

/** The page, and below it the strip of the captions. */
const size = { width: 1440, height: 1000 }

/** The demos: one at a time, in motion, filmed where an ffmpeg is at hand. */
export default defineConfig(base, {
  testMatch: '**/*.demo.ts',
  fullyParallel: false,
  workers: 1,
  outputDir: 'demo/.playwright',
  reporter: [['list']],
  use: {
    viewport: size,
    trace: 'off',
    contextOptions: { reducedMotion: 'no-preference' },
    video: process.env['DEMO_VIDEO'] === '1' ? { mode: 'on', size } : 'off',
  },
  projects: (base.projects ?? []).map((project) => ({ ...project, use: { ...project.use, viewport: size } })),
})
