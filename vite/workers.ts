import { dirname, resolve } from 'node:path'
import type { Plugin } from 'vite'

const worker = /new URL\('(\.{1,2}\/[\w./-]+\.worker\.ts)', import\.meta\.url\)/g

/**
 * Builds the workers together with the page, so that both load the same files for what they share: kernel and machines. Vite by
 * itself bundles each worker with a copy of everything that it uses, and the visitor would fetch all of it several times.
 */
export function sharedWorkers(): Plugin {
  return {
    name: 'aftercancel:shared-workers',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { code: /\.worker\.ts', import\.meta\.url/ },
      handler(code, id) {
        return code.replace(
          worker,
          (_, path: string) =>
            `import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: resolve(dirname(id), path) })}`,
        )
      },
    },
  }
}
