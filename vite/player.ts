import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin, type Rollup } from 'vite'
import { englishOnly } from './locales.ts'
import { widgetStyles } from './policy.ts'

const worker = /new Worker\(new URL\('[^']+\.worker\.ts', import\.meta\.url\), \{ type: 'module' \}\)/g

/** A page from a file may have no workers. What makes one throws, as browsers do there, and the page's own thread does the work. */
const withoutWorkers = (): Plugin => ({
  name: 'aftercancel:without-workers',
  enforce: 'pre',
  transform: {
    filter: { code: /\.worker\.ts', import\.meta\.url/ },
    handler: (code) => code.replace(worker, "(() => { throw new Error('a page of one file has no workers') })()"),
  },
})

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** A text that ends no element that it stands in. */
const inElement = (text: string): string => text.replaceAll('</', '<\\/')

/** The player in one file, with two places that an export fills: its title, and its run as data. */
async function playerPage(root: string): Promise<string> {
  const { output } = (await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [react(), englishOnly(), withoutWorkers()],
    build: {
      write: false,
      copyPublicDir: false,
      modulePreload: false,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { input: resolve(root, 'src/player.tsx'), output: { codeSplitting: false } },
    },
  })) as Rollup.RollupOutput
  const code = inElement(output.map((part) => (part.type === 'chunk' ? part.code : '')).join(''))
  const style = output
    .map((part) => (part.type === 'asset' && part.fileName.endsWith('.css') ? String(part.source) : ''))
    .join('')
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(code)}`,
    `style-src ${[hashOf(style), ...widgetStyles.map((hash) => `'sha256-${hash}'`)].join(' ')}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>__TITLE__</title>
<style>${style}</style>
</head>
<body>
<div id="root"></div>
<noscript>This page computes its run itself, so it needs JavaScript.</noscript>
<script id="run" type="application/json">__RUN__</script>
<script type="module">${code}</script>
</body>
</html>
`
}

/** Builds the page that an export fills, beside the page that exports it. */
export function offlinePlayer(): Plugin {
  let root = ''
  return {
    name: 'aftercancel:offline-player',
    apply: 'build',
    configResolved(config) {
      root = config.root
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'player.html', source: await playerPage(root) })
    },
  }
}
