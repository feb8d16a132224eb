import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from '@playwright/test'
import { running } from './commandLine.ts'

// What somebody gets who installs the package into an empty folder. The page in it is the one that this run has built.

const root = join(import.meta.dirname, '..')
let folder = ''

const inFolder = (command: string, args: readonly string[]): string =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' })

/** Runs a module in the folder, which prints what it has found. */
function printed(source: string): unknown {
  writeFileSync(join(folder, 'test.mjs'), source)
  return JSON.parse(inFolder(process.execPath, ['test.mjs']))
}

/** What the project has of the packages that a user brings along. */
function bring(...names: readonly string[]): void {
  for (const name of names) {
    const place = join(folder, 'node_modules', name)
    mkdirSync(dirname(place), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), place, 'junction')
  }
}

test.describe.configure({ mode: 'serial' })

test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aftercancel-'))
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}')
  execFileSync(process.execPath, [join(root, 'scripts', 'package.mjs'), '--no-page'], { cwd: root })
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const name = execFileSync('npm', pack, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' }).trim()
  // Nothing else is needed, so nobody is asked.
  inFolder('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', `./${name}`])
})

test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it brings no other package', () => {
  const all = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))

  expect(all).toEqual(['aftercancel'])
})

test('the library runs a scenario, and the kit finds what is wrong with a client', () => {
  const found = printed(`
    import { run } from 'aftercancel'
    import { everyCancel } from 'aftercancel/testing'
    const scenario = { format: 'aftercancel/scenario@1', spec: 'lro', steps: [{ at: 0, do: 'count' }, { at: 160, do: 'cancel' }] }
    const careless = async ({ url, cancel }) => {
      const { name } = await (await fetch(url + '/v1/matters/1:count', { method: 'POST' })).json()
      const { ok } = await cancel(() => fetch(url + '/v1/' + name + ':cancel', { method: 'POST' }))
      return ok ? 'CANCELLED' : 'OK'
    }
    const failure = await everyCancel(scenario, careless).catch((error) => error)
    console.log(JSON.stringify({ settle: run(scenario).outcome.settle, what: failure.failures[0].what, tick: failure.failures[0].tick }))
  `)

  expect(found).toEqual({
    settle: { code: 'CANCELLED', value: '1' },
    what: 'it says CANCELLED, and no answer has said how the operation ended: OK to a cancel does not',
    tick: 21,
  })
})

test('the mocks are there for who has the tools', () => {
  bring('msw', '@playwright/test')
  const found = printed(`
    import { setupServer } from 'msw/node'
    import { lroHandlers } from 'aftercancel/msw'
    import { routeLro, test } from 'aftercancel/playwright'
    const lro = lroHandlers()
    const server = setupServer(...lro.handlers)
    server.listen()
    const { name } = await (await fetch('https://vault.invalid/v1/matters/1:count', { method: 'POST' })).json()
    server.close()
    console.log(JSON.stringify({ name, kinds: [typeof routeLro, typeof test] }))
  `)

  expect(found).toEqual({ name: 'operations/1', kinds: ['function', 'function'] })
})

test('the types say what the functions take', () => {
  writeFileSync(
    join(folder, 'test.ts'),
    `import { bands, run } from 'aftercancel'
     import { everyCancel, serveLro } from 'aftercancel/testing'
     import { lroHandlers } from 'aftercancel/msw'
     import { test } from 'aftercancel/playwright'
     const code: string | undefined = run('{}').outcome.cancel?.code
     const from: number | undefined = bands('{}')[0]?.from
     void everyCancel({ steps: [] }, async ({ tick, cancel }) => String(await cancel(() => tick)))
     void serveLro({}, { time: 'still', grpc: true }).then(({ url, grpc }) => [url.length, grpc?.length])
     test.use({ lroScenario: { knobs: { workTicks: 5 } } })
     // @ts-expect-error a scenario is no number
     lroHandlers(5)
     export { code, from }
    `,
  )
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--skipLibCheck',
    '--types',
    '',
  ]

  inFolder(process.execPath, [tsc, ...options, 'test.ts'])
})

const command = (...args: readonly string[]) =>
  running(join(folder, 'node_modules', '.bin', 'aftercancel'), args, folder)

test('the command serves the model, and stops on Ctrl+C', async ({ request }) => {
  const server = command('serve', 'lro', '--port', '0', '--virtual', '--record', 'seen.har')
  const url = /http:\/\/[^/]+/.exec(await server.first)?.[0] ?? ''
  const started = request.post(`${url}/v1/matters/1:count`)
  await expect(async () =>
    expect(await (await request.get(`${url}/aftercancel/trace`)).text()).toContain('"do":"count"'),
  ).toPass()
  await request.post(`${url}/aftercancel/advance`, { data: { ticks: 20 } })

  expect(await (await started).json()).toEqual({ name: 'operations/1' })
  // Nobody lets time go on, so this look has no answer when the server is stopped.
  const cutOff = request.get(`${url}/v1/operations/1`).then(
    () => 'answered',
    () => 'cut off',
  )
  await expect(async () =>
    expect(await (await request.get(`${url}/aftercancel/trace`)).text()).toContain('"do":"get"'),
  ).toPass()
  expect(await server.stop()).toBe(0)
  expect(await cutOff).toBe('cut off')
  const judged = inFolder(join(folder, 'node_modules', '.bin', 'aftercancel'), ['conform', 'seen.har'])
  expect(judged).toContain('allowed')
})

test('the command serves the page', async ({ page }) => {
  const server = command('open', '--port', '0')
  await page.goto(/http:\/\/\S+/.exec(await server.first)?.[0] ?? '')

  await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('banner')).first()).toBeVisible()
  expect(await server.stop()).toBe(0)
})
