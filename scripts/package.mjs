// What goes into the package: the command and the libraries as JavaScript, their types, and the page. `npm pack` runs it first.
//   node scripts/package.mjs --no-page   leaves the page as it is
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { inProject, root, run } from './lib/project.mjs'

const folder = inProject('dist-package')
/** What a user of the package brings along, if anybody asks for it. */
const external = ['msw', '@playwright/test', '@grpc/grpc-js', '@grpc/proto-loader']
/** @type {Record<string, string>} */
const entries = {
  index: 'src/testing/model.ts',
  testing: 'src/testing/index.ts',
  msw: 'src/testing/msw.ts',
  playwright: 'src/testing/playwright.ts',
}

/** @param {string[]} command */
async function mustRun(command) {
  if ((await run(process.execPath, command, {})) !== 0) throw new Error(`${command[0]} has failed; see above.`)
}

/** @param {string} place @returns {string[]} */
const filesUnder = (place) =>
  readdirSync(place, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(place, entry.name)) : [join(place, entry.name)],
  )

async function javascript() {
  const { build } = await import('rolldown')
  /** @type {import('rolldown').BuildOptions} */
  const common = {
    cwd: root,
    platform: 'node',
    logLevel: 'warn',
    checks: { ineffectiveDynamicImport: false },
    external,
  }
  await build({
    ...common,
    input: entries,
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: 'shared-[hash].mjs' },
  })
  // The command starts workers of itself, so it is one file.
  await build({
    ...common,
    input: 'src/cli/main.ts',
    output: { file: join(folder, 'cli.mjs'), format: 'esm', codeSplitting: false, banner: '#!/usr/bin/env node' },
  })
}

/**
 * Turns the rooms' names in a file of types into paths; gives back the names of the files that it needs.
 * @param {string} place
 * @param {string} name
 */
function withPaths(place, name) {
  const path = join(place, `${name}.d.ts`)
  /** @type {string[]} */
  const needed = []
  const text = readFileSync(path, 'utf8').replaceAll(
    /(['"])(#|\.{1,2}\/)([^'"\n]+)\.ts\1/g,
    (_, quote, start, rest) => {
      const other = start === '#' ? rest : posix.join(posix.dirname(name), start + rest)
      needed.push(other)
      const way = posix.relative(posix.dirname(name), other)
      return `${quote}${way.startsWith('.') ? way : `./${way}`}.js${quote}`
    },
  )
  writeFileSync(path, text)
  return needed
}

/** Types of what is exported, and of what they need. */
async function types() {
  const place = join(folder, 'types')
  const options = {
    extends: './tsconfig.json',
    compilerOptions: {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      outDir: place,
      rootDir: './src',
      types: ['node'],
    },
    include: [],
    files: Object.values(entries),
  }
  const file = inProject('tsconfig.package.json')
  writeFileSync(file, JSON.stringify(options))
  try {
    await mustRun([inProject('node_modules', 'typescript', 'bin', 'tsc'), '-p', file])
  } finally {
    rmSync(file)
  }
  const reached = new Set()
  const open = Object.values(entries).map((entry) => entry.replace(/^src\/(.*)\.ts$/, '$1'))
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue
    reached.add(name)
    open.push(...withPaths(place, name))
  }
  for (const path of filesUnder(place)) {
    const name = path.slice(place.length + 1, -'.d.ts'.length).replaceAll('\\', '/')
    if (!reached.has(name)) rmSync(path)
  }
}

if (!process.argv.includes('--no-page')) {
  await mustRun([inProject('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error'])
}
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
await Promise.all([javascript(), types()])
