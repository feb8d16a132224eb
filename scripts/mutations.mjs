// npm run mutations [-- SPEC]: switches off one guard or one action of a machine at a time.
import { runSourceOrExplain } from './lib/bundle.mjs'

await runSourceOrExplain('cli/mutations.ts')
