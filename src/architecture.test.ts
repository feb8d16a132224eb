import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'rolldown/utils'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')

/** What a room may import. Whoever needs an arrow that is not here has an idea in the wrong place. */
interface Room {
  readonly rooms: readonly string[]
  /** Rooms of which only types may be used. */
  readonly types?: readonly string[]
  readonly packages?: readonly string[]
  /** Packages for the files that match, and for no others of the room. */
  readonly packagesIn?: readonly { readonly files: RegExp; readonly packages: readonly string[] }[]
  readonly node?: boolean
  /** Of a room that runs in a browser: the files that only Node loads. */
  readonly nodeIn?: RegExp
  /** Rooms for some tests of the room, and for no other file. */
  readonly roomsIn?: { readonly files: RegExp; readonly rooms: readonly string[] }
}

const belowStore = ['base', 'specs', 'kernel', 'machines', 'analysis', 'formats', 'layout']

const table: Record<string, Room> = {
  'src/base': { rooms: [] },
  'src/specs': { rooms: ['base'] },
  'src/kernel': {
    rooms: ['base'],
    // What a machine is made of is read by one file, stepped by one, and changed by one; everybody else reads plain data.
    packagesIn: [{ files: /^src\/kernel\/(statechart|role|mutant|\w+\.test)\.ts$/, packages: ['xstate'] }],
  },
  // A plan for the exhaustive check is tested by carrying it out.
  'src/machines': {
    rooms: ['base', 'specs', 'kernel'],
    packages: ['xstate'],
    roomsIn: { files: /\/plans\.test\.ts$/, rooms: ['analysis', 'formats'] },
  },
  // The checker is tested on machines of the tests' own.
  'src/analysis': {
    rooms: ['base', 'specs', 'kernel', 'machines'],
    packagesIn: [{ files: /\.test\.ts$/, packages: ['xstate'] }],
  },
  'src/formats': { rooms: ['base', 'specs', 'kernel', 'machines'], packages: ['valibot'] },
  // One world for whoever asks: a server, a page under test, a mock. What it is reached by is in files of their own.
  'src/serve': {
    rooms: ['base', 'kernel', 'machines', 'formats'],
    packages: ['valibot'],
    packagesIn: [
      {
        files: /^src\/serve\/node\/(grpc(\.test)?|operationsProto)\.ts$/,
        packages: ['@grpc/grpc-js', '@grpc/proto-loader'],
      },
    ],
    nodeIn: /^src\/serve\/node\//,
    // What it records of itself is held against the model.
    roomsIn: { files: /\/conforms\.test\.ts$/, rooms: ['analysis'] },
  },
  'src/layout': { rooms: ['base', 'kernel', 'machines'] },
  'src/store': {
    rooms: belowStore,
    packages: ['zustand', '@xstate/react', 'idb'],
    packagesIn: [
      { files: /^src\/store\/(services\/(hooks|context)|[a-z]+\/use[A-Z]\w*)\.ts$/, packages: ['react'] },
      // What several pages share.
      { files: /^src\/store\/live\/[\w.]+\.ts$/, packages: ['yjs', 'y-protocols', 'y-websocket', 'lib0'] },
      // The modes of the page are machines of their own; and those who run them, and their tests.
      { files: /^src\/store\/[a-z]+\/(player|checks|replay|gesture(\.test)?|\w*[mM]ode)\.ts$/, packages: ['xstate'] },
    ],
  },
  'src/components': {
    rooms: ['base', 'store', 'styles'],
    types: ['layout'],
    packages: ['react', 'react-aria-components'],
  },
  'src/styles': { rooms: [] },
  // The bench measures XState beside us; the schemas for editors are made from those that validate.
  // What other people's tests import.
  'src/testing': {
    rooms: ['base', 'kernel', 'machines', 'analysis', 'formats', 'serve'],
    packagesIn: [
      { files: /^src\/testing\/msw(\.test)?\.ts$/, packages: ['msw'] },
      { files: /^src\/testing\/playwright\.ts$/, packages: ['@playwright/test'] },
    ],
  },
  'src/cli': {
    rooms: [...belowStore, 'serve'],
    node: true,
    packagesIn: [
      { files: /^src\/cli\/bench\//, packages: ['xstate'] },
      { files: /^src\/cli\/schemas\.ts$/, packages: ['@valibot/to-json-schema'] },
    ],
  },
  'src/main.tsx': { rooms: ['components', 'store', 'styles'], packages: ['react', 'react-dom'] },
  'src/player.tsx': { rooms: ['components', 'store', 'styles'], packages: ['react', 'react-dom'] },
  e2e: { rooms: ['formats', 'testing'], packages: ['@playwright/test', '@axe-core/playwright'], node: true },
}

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>
}

/** What the page and the command are made of; a test imports it where its room may. The rest of the packages are for tests. */
const madeOf = new Set(
  Object.values(table).flatMap(({ packages = [], packagesIn = [] }) => [
    ...packages,
    ...packagesIn.flatMap((some) => some.packages),
  ]),
)
const forTests = Object.keys(devDependencies).filter((name) => !madeOf.has(name))

interface Import {
  readonly target: string
  readonly typeOnly: boolean
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string'

const text = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? value['value'] : undefined

const isOnlyTypes = (node: Node, kind: 'importKind' | 'exportKind'): boolean => {
  const names = (node['specifiers'] ?? []) as readonly Node[]
  return node[kind] === 'type' || (names.length > 0 && names.every((name) => name[kind] === 'type'))
}

/** What a node of the syntax tree imports: also `import()`, `import('x').T` and a worker's `new URL('./x', import.meta.url)`. */
function importOf(node: Node): Import | undefined {
  const of = (target: unknown, typeOnly: boolean): Import | undefined => {
    const name = text(target)
    return name === undefined ? undefined : { target: name, typeOnly }
  }
  switch (node.type) {
    case 'ImportDeclaration':
      return of(node['source'], isOnlyTypes(node, 'importKind'))
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return of(node['source'], isOnlyTypes(node, 'exportKind'))
    case 'ImportExpression':
      return of(node['source'], false)
    case 'TSImportType':
      return of(node['source'], true)
    case 'NewExpression': {
      const [first, second] = node['arguments'] as readonly unknown[]
      const callee = node['callee']
      const isUrl = isNode(callee) && callee['name'] === 'URL' && isNode(second) && second.type === 'MemberExpression'
      return isUrl && text(first)?.startsWith('.') === true ? of(first, false) : undefined
    }
    default:
      return undefined
  }
}

function importsIn(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`)
  const found: Import[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isNode(value)) return
    const one = importOf(value)
    if (one !== undefined) found.push(one)
    Object.values(value).forEach(visit)
  }
  visit(program)
  return found
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

const packageName = (target: string): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')

const isUnder = (folder: string, path: string): boolean => path === folder || path.startsWith(`${folder}/`)

/** Why this import is wrong, or undefined. */
function fault(path: string, roomPath: string, room: Room, { target, typeOnly }: Import): string | undefined {
  const own = roomPath.replace(/^src\//, '')
  const clean = target.replace(/\?.*$/, '')
  if (clean.startsWith('.')) {
    const reached = posix.join(posix.dirname(path), clean)
    return isUnder(roomPath, reached) ? undefined : `leaves ${roomPath} by a relative path; write #room/file.ts`
  }
  if (clean.startsWith('#')) {
    const other = clean.slice(1).split('/')[0] ?? ''
    if (other === own) return 'is in the same room; write ./file.ts'
    if (room.rooms.includes(other)) return undefined
    if (room.roomsIn?.files.test(path) === true && room.roomsIn.rooms.includes(other)) return undefined
    if (room.types?.includes(other) === true) return typeOnly ? undefined : `may use only types of ${other}`
    return `may not import the room ${other}`
  }
  if (clean.startsWith('node:'))
    return room.node === true || room.nodeIn?.test(path) === true || isTest(path)
      ? undefined
      : 'runs in a browser; Node is not there'
  const name = packageName(clean)
  const here = (room.packagesIn ?? []).flatMap(({ files, packages }) => (files.test(path) ? packages : []))
  const known = [...(room.packages ?? []), ...here, ...(isTest(path) ? forTests : [])]
  return known.includes(name) ? undefined : `may not import the package ${name}`
}

/** One line for each import of this file that the table does not have. */
function faultsOf(path: string, source: string): string[] {
  const roomPath = Object.keys(table).find((folder) => isUnder(folder, path))
  const room = roomPath === undefined ? undefined : table[roomPath]
  if (roomPath === undefined || room === undefined) return [`${path} is in no room`]
  return importsIn(path, source).flatMap((one) => {
    const reason = fault(path, roomPath, room, one)
    return reason === undefined ? [] : [`${path} → ${one.target}: ${reason}`]
  })
}

const sourcesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return sourcesUnder(path)
    return /\.tsx?$/.test(path) && !path.endsWith('.d.ts') ? [path] : []
  })

const self = 'src/architecture.test.ts'

/** Nothing but these names a specification: whoever adds one has no other place to look for. */
const namesSpecifications = [
  /^src\/(specs|machines)\//,
  // A course is made of scenarios, and those of a specification.
  /^src\/store\/learn\/lessons\//,
  // What the tools around one specification write is read for that one.
  /^src\/formats\/(lroObservation|omi|operationJson)\.ts$/,
]

function idsNamedIn(path: string, source: string, ids: readonly string[]): string[] {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit)
    if (!isNode(value)) return
    const word = value.type === 'TemplateElement' ? (value['value'] as { readonly raw: string }).raw : text(value)
    if (word !== undefined && ids.includes(word)) found.push(word)
    Object.values(value).forEach(visit)
  }
  visit(parseSync(path, source).program)
  return found
}

/** The folders of specifications. */
const specificationIds = readdirSync(join(root, 'src/machines'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)

it('no source names a specification outside of the specifications and their registers', () => {
  const sources = sourcesUnder('src').filter(
    (path) => !isTest(path) && !namesSpecifications.some((allowed) => allowed.test(path)),
  )
  const found = sources.flatMap((path) =>
    idsNamedIn(path, readFileSync(join(root, path), 'utf8'), specificationIds).map((id) => `${path} names ${id}`),
  )

  expect(specificationIds.length).toBeGreaterThan(0)
  expect(found).toEqual([])
})

it('no test lists the specifications: it asks a register', () => {
  // Each is told in a demo of its own, and each has other functions that code can call.
  const each = ['e2e/demos/stories.ts', 'src/store/learn/lessons/code.test.ts']
  const lists = [...sourcesUnder('src').filter(isTest), ...sourcesUnder('e2e')].filter((path) => {
    if (each.includes(path)) return false
    const named = new Set(idsNamedIn(path, readFileSync(join(root, path), 'utf8'), specificationIds))
    return named.size === specificationIds.length
  })

  expect(lists).toEqual([])
})

it('every import is an arrow that the table has', () => {
  const sources = [...sourcesUnder('src'), ...sourcesUnder('e2e')].filter((path) => path !== self)

  expect(sources).toContain('src/main.tsx')
  expect(sources.flatMap((path) => faultsOf(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
})

it('what XState knows of a machine is for those who may use XState', () => {
  const sources = sourcesUnder('src').filter((path) => path !== self)
  const found = sources.flatMap((path) =>
    /\bxstateOf\b/.test(readFileSync(join(root, path), 'utf8')) ? faultsOf(path, `import 'xstate'`) : [],
  )

  expect(found).toEqual([])
})

describe('the check itself', () => {
  it.each([
    ['src/kernel/run.ts', `import { a } from './world.ts'`],
    ['src/kernel/role.ts', `import { transition } from 'xstate'`],
    ['src/store/lab/player.ts', `import { setup } from 'xstate'`],
    ['src/machines/mi/client.ts', `import { a } from '../role.ts'; import { b } from '#specs/mi.ts'`],
    [
      'src/kernel/run.test.ts',
      `import fc from 'fast-check'; import { readFileSync } from 'node:fs'; import { it } from 'vitest'`,
    ],
    ['src/store/services/hooks.ts', `import { use } from 'react'`],
    ['src/store/explore/useRun.ts', `import { use } from 'react'`],
    [
      'src/components/Timeline.tsx',
      `import type { Lane } from '#layout/timeline.ts'; import styles from './Timeline.module.css'`,
    ],
    ['src/components/Timeline.tsx', `import { type Lane, type Mark } from '#layout/timeline.ts'`],
    ['src/cli/main.ts', `import { argv } from 'node:process'; import { run } from '#kernel/run.ts'`],
    [
      'src/store/verify/client.ts',
      `new Worker(new URL('../workers/check.worker.ts', import.meta.url), { type: 'module' })`,
    ],
    ['e2e/run.e2e.ts', `import { encode } from '#formats/link.ts'; import { test } from './test.ts'`],
  ])('%s may say %s', (path, source) => {
    expect(faultsOf(path, source)).toEqual([])
  })

  it.each([
    ['src/kernel/run.ts', `import { a } from '#specs/mi.ts'`, 'may not import the room specs'],
    ['src/kernel/run.ts', `import type { A } from '#machines/model.ts'`, 'may not import the room machines'],
    ['src/kernel/run.ts', `export * from '#layout/x.ts'`, 'may not import the room layout'],
    ['src/kernel/run.ts', `const x = await import('#store/lab.ts')`, 'may not import the room store'],
    ['src/kernel/run.ts', `let x: import('#store/lab.ts').Lab`, 'may not import the room store'],
    ['src/kernel/run.ts', `import { setup } from 'xstate'`, 'may not import the package xstate'],
    ['src/store/lab/lab.ts', `import { setup } from 'xstate'`, 'may not import the package xstate'],
    ['src/analysis/ladder.ts', `import type { AnyStateMachine } from 'xstate'`, 'may not import the package xstate'],
    ['src/kernel/run.ts', `import { a } from '#kernel/world.ts'`, 'is in the same room; write ./file.ts'],
    ['src/kernel/run.ts', `import { readFileSync } from 'node:fs'`, 'runs in a browser; Node is not there'],
    ['src/kernel/run.test.ts', `import { a } from '#machines/mi/index.ts'`, 'may not import the room machines'],
    ['src/kernel/run.test.ts', `import { create } from 'zustand'`, 'may not import the package zustand'],
    ['src/machines/mi/mi.test.ts', `import { explore } from '#analysis/check.ts'`, 'may not import the room analysis'],
    ['src/store/lab/lab.ts', `import { useState } from 'react'`, 'may not import the package react'],
    ['src/components/Timeline.tsx', `import { lanes } from '#layout/timeline.ts'`, 'may use only types of layout'],
    [
      'src/components/Timeline.tsx',
      `import { type Lane, lanes } from '#layout/timeline.ts'`,
      'may use only types of layout',
    ],
    ['src/components/Timeline.tsx', `import { run } from '#kernel/run.ts'`, 'may not import the room kernel'],
    ['src/cli/main.ts', `import { lab } from '#store/lab.ts'`, 'may not import the room store'],
    ['e2e/run.e2e.ts', `import { run } from '#kernel/run.ts'`, 'may not import the room kernel'],
  ])('%s may not say %s', (path, source, reason) => {
    const target = /'(.+)'/.exec(source)?.[1]

    expect(faultsOf(path, source)).toEqual([`${path} → ${target}: ${reason}`])
  })

  it('a relative path may not leave its room', () => {
    const reason = 'leaves src/kernel by a relative path; write #room/file.ts'

    expect(faultsOf('src/kernel/run.ts', `import { a } from '../base/assert.ts'`)).toEqual([
      `src/kernel/run.ts → ../base/assert.ts: ${reason}`,
    ])
    expect(faultsOf('src/kernel/run.ts', `new Worker(new URL('../store/x.ts', import.meta.url))`)).toEqual([
      `src/kernel/run.ts → ../store/x.ts: ${reason}`,
    ])
  })

  it('finds the name of a specification in a string, and in no other word', () => {
    const source = "const spec = 'demo'; const demo = `demo`; const other = 'demonstration' // 'demo'"

    expect(idsNamedIn('src/store/x.ts', source, ['demo'])).toEqual(['demo', 'demo'])
  })

  it('a file outside every room is a fault', () => {
    expect(faultsOf('src/utils/x.ts', '')).toEqual(['src/utils/x.ts is in no room'])
  })
})
