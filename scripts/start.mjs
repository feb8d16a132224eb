// npm start: installs what is missing, builds the page and serves it until Ctrl+C.
//   npm start -- --port 8080     another port (the next free one if it is taken)
//   npm start -- --host 0.0.0.0  for other machines too
import { parseArgs } from 'node:util'
import { ensurePackages } from './lib/install.mjs'
import { root } from './lib/project.mjs'

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4173' }, host: { type: 'string', default: '127.0.0.1' } },
})

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(0))

await ensurePackages()
const { build, preview } = await import('vite')
console.log('Building ...')
await build({ root, logLevel: 'warn' })
const server = await preview({ root, logLevel: 'warn', preview: { port: Number(values.port), host: values.host } })
const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0]
console.log(`Aftercancel is at ${address}\nCtrl+C stops it.`)
