// npm run new-spec -- ID: a small specification to begin with, registered and green: two roles, a cancel, three clauses.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureTools } from './lib/install.mjs'
import { inProject, run } from './lib/project.mjs'

const id = process.argv[2] ?? ''
const names = {
  id,
  Id: id.charAt(0).toUpperCase() + id.slice(1),
  P: id.replace(/\d/g, '').toUpperCase(),
}

/** Words that a variable cannot be called by, and names that the files of every specification have. */
const taken =
  'any as async await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if import in instanceof interface let new null of package private protected public return static super switch this throw true try typeof undefined unknown var void while with yield ' +
  'beliefs client codes commands document endings entries guards knobs known model plan register returns scenarios server specifications story template'

/** @param {string} text */
const filled = (text) => text.replaceAll(/__(id|Id|P)__/g, (_, name) => names[/** @type {'id' | 'Id' | 'P'} */ (name)])

/** Why there can be no specification of this name, or undefined. */
function refusal() {
  if (process.argv.length !== 3) return 'Usage: npm run new-spec -- ID'
  // The id is a folder, a variable and a part of types, and its letters are the prefix of the clauses.
  if (!/^[a-z][a-z0-9]{1,15}$/.test(id))
    return `"${id}" cannot be an id: two to sixteen lower-case letters and digits, a letter first.`
  if (taken.split(' ').includes(id)) return `"${id}" cannot be an id: the sources need this word for something else.`
  if (existsSync(inProject('src', 'machines', id)) || existsSync(inProject('src', 'specs', `${id}.ts`)))
    return `There is a "${id}" already, in src/machines or src/specs.`
  return undefined
}

/**
 * Puts a piece before the one place where it belongs.
 * @param {string} file
 * @param {RegExp} place
 * @param {string} piece
 */
function insert(file, place, piece) {
  const source = readFileSync(file, 'utf8')
  const at = source.search(place)
  if (at === -1) throw new Error(`${file} has no place for a specification any more: ${place} is not in it`)
  writeFileSync(file, source.slice(0, at) + piece + source.slice(at))
}

/**
 * @param {string} from
 * @param {string} to
 */
function copy(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const source = join(entry.parentPath, entry.name)
    const target = join(to, source.slice(from.length).replace(/\.txt$/, ''))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, filled(readFileSync(source, 'utf8')), { flag: 'wx' })
  }
}

function create() {
  const template = inProject('scripts', 'template')
  const document = filled(readFileSync(join(template, 'document.ts.txt'), 'utf8'))
  writeFileSync(inProject('src', 'specs', `${id}.ts`), document, { flag: 'wx' })
  copy(join(template, 'machines'), inProject('src', 'machines', id))
  const registry = inProject('src', 'machines', 'registry.ts')
  const entry = filled(readFileSync(join(template, 'entry.txt'), 'utf8'))
  insert(registry, /\]\n\nconst known/, entry)
  const index = inProject('src', 'machines', 'index.ts')
  insert(index, /import type \{ Specification \}/, filled(`import { __id__ } from './__id__/index.ts'\n`))
  insert(index, /\]\n\nspecifications\.forEach/, `, ${id}`)
}

/** Lays out its charts, and breaks lines that became too long with its name. */
async function finish() {
  await ensureTools()
  const formatter = inProject('tools', 'node_modules', 'oxfmt', 'bin', 'oxfmt')
  const written = [`src/specs/${id}.ts`, `src/machines/${id}`, 'src/machines/index.ts']
  const formatted = await run(process.execPath, [formatter, '--write', ...written])
  return formatted === 0 ? run(process.execPath, [inProject('scripts', 'charts.mjs')]) : formatted
}

const why = refusal()
if (why === undefined) {
  create()
  process.exitCode = await finish()
  if (process.exitCode === 0)
    console.log(
      `src/specs/${id}.ts and src/machines/${id} are there and registered. Begin with the document; npm test -- unit src/machines says what is missing.`,
    )
} else {
  console.error(why)
  process.exitCode = 2
}
