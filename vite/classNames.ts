import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'

/**
 * Class names of the built page: the name in the file and three letters for the file. The usual ones have a longer hash and the number of
 * the line, which compress badly: 0.7 kB of the first load.
 */
export function shortClassNames(): Plugin {
  const owners = new Map<string, string>()
  const nameOf = (local: string, file: string): string => {
    const mark = createHash('sha256')
      .update(file.replace(/^.*\/src\//, ''))
      .digest('hex')
      .slice(0, 3)
    const name = `${local}-${mark}`
    const owner = owners.get(name) ?? file
    if (owner !== file)
      throw new Error(`Two files share the class name ${name}: ${owner} and ${file}. Rename one of them.`)
    owners.set(name, file)
    return name
  }
  return {
    name: 'aftercancel:class-names',
    apply: 'build',
    config: () => ({ css: { modules: { generateScopedName: nameOf } } }),
  }
}
