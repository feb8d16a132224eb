// npm run relay [-- --port P] [-- --host H]: a relay for meetings on the local network, until Ctrl+C. It is the server of y-websocket: it
// keeps rooms in memory, and passes on what pages send to each other.
import { networkInterfaces } from 'node:os'
import { parseArgs } from 'node:util'
import { ensurePackages } from './lib/install.mjs'
import { inProject, run } from './lib/project.mjs'

const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } })
const port = values.port ?? '1234'
const host = values.host ?? '0.0.0.0'
await ensurePackages()
const addresses =
  host === '0.0.0.0'
    ? Object.values(networkInterfaces()).flatMap((all) =>
        (all ?? []).flatMap(({ family, address }) => (family === 'IPv4' ? [address] : [])),
      )
    : [host]
console.log('In Review, press Together and name a room on this relay, the same in each browser:')
for (const address of addresses) console.log(`  ws://${address}:${port}/review`)
process.exitCode = await run(
  process.execPath,
  [inProject('node_modules', '@y', 'websocket-server', 'src', 'server.js')],
  { env: { HOST: host, PORT: port } },
)
