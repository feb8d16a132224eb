import { defineConfig } from 'vitest/config'

// Kept apart from vite.config.ts: unit tests need neither the React plugin nor the service worker.
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'clients/*.test.ts'],
    // By default one core is left free, which is half of a machine with two.
    maxWorkers: '100%',
    // A worker keeps the modules that it has loaded; nothing in them changes but caches, and loading them for each file took a tenth of the time.
    isolate: false,
    // No test may depend on the machine's speed: this only catches what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { TZ: 'UTC' },
    // A test asks for specifications without loading them one by one, as the page does.
    setupFiles: ['src/machines/index.ts'],
  },
})
