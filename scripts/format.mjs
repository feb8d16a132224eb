// npm run format: lays out every file as `npm test` wants it (120 columns; .oxfmtrc.json).
import { ensureTools } from './lib/install.mjs'
import { inProject, run } from './lib/project.mjs'

await ensureTools()
process.exitCode = await run(process.execPath, [
  inProject('tools', 'node_modules', 'oxfmt', 'bin', 'oxfmt'),
  '--write',
  '.',
])
