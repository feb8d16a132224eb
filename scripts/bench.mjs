// npm run bench
import { runSourceOrExplain } from './lib/bundle.mjs'

await runSourceOrExplain('cli/bench.ts')
