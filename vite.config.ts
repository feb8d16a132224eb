import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstLoad } from './vite/chunks.ts'
import { shortClassNames } from './vite/classNames.ts'
import { englishOnly } from './vite/locales.ts'
import { contentSecurityPolicy } from './vite/policy.ts'
import { offlinePlayer } from './vite/player.ts'
import { precache } from './vite/precache.ts'
import { sharedWorkers } from './vite/workers.ts'

export default defineConfig({
  // Relative addresses, so that the built page works from any folder of a static host.
  base: './',
  // Workers load parts on demand as well, and have no document into which a preload could be put.
  // A browser that does not know preloads loads the same files a moment later.
  build: { modulePreload: { polyfill: false, resolveDependencies: () => [] } },
  plugins: [
    react(),
    englishOnly(),
    sharedWorkers(),
    firstLoad(),
    shortClassNames(),
    contentSecurityPolicy(),
    offlinePlayer(),
    precache(),
  ],
})
