// npm run --silent aftercancel -- VERB ...
import { runSourceOrExplain } from './lib/bundle.mjs'

await runSourceOrExplain('cli/main.ts')
