import type { Plugin } from 'vite'

/** What a plugin can ask of the finished module graph. */
interface Graph {
  readonly getModuleIds: () => Iterable<string>
  readonly getModuleInfo: (id: string) => { readonly isEntry: boolean; readonly importedIds: readonly string[] } | null
}

/** The modules that a set of modules loads at once, itself included. */
function reached(graph: Graph, from: readonly string[]): Set<string> {
  const found = new Set<string>()
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue
    found.add(id)
    open.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}

/**
 * What the first visit reaches and nothing there uses: other files of the same package import it. Fields for numbers, dialogs and the replay
 * of a lesson do, which come later.
 */
const usedLater =
  /@internationalized[\\/]number|[\\/](?:number|useNumberFormatter|Heading)\.mjs$|[\\/]xstate-actors\.esm\.js$/

/**
 * Puts what the first visit loads into two files: `core`, which workers load as well, and `page`. Left alone, the bundler makes a file
 * for every set of later screens that share something; dozens of small files compress badly.
 */
export function firstLoad(): Plugin {
  let core = new Set<string>()
  let page = new Set<string>()
  return {
    name: 'aftercancel:first-load',
    apply: 'build',
    config: () => ({
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                { name: 'core', priority: 2, test: (id: string) => core.has(id) && !usedLater.test(id) },
                { name: 'page', priority: 1, test: (id: string) => page.has(id) && !usedLater.test(id) },
              ],
            },
          },
        },
      },
    }),
    buildEnd() {
      const entries = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry === true)
      const workers = entries.filter((id) => id.endsWith('.worker.ts'))
      const shared = reached(this, workers)
      page = reached(
        this,
        entries.filter((id) => !workers.includes(id)),
      )
      core = new Set([...page].filter((id) => shared.has(id)))
    },
  }
}
