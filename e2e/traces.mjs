// The traces of scenario files, a JSON array a line, by the command line's own `run`: one process for all of them.
//   node e2e/traces.mjs FILE…
import { runSource } from '../scripts/lib/bundle.mjs'

/** @type {{ run: (args: readonly string[]) => string[] }} */
const { run } = await runSource('cli/run.ts')
for (const file of process.argv.slice(2)) process.stdout.write(`[${run([file]).join(',')}]\n`)
