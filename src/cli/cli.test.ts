import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call } from './call.ts'

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'aftercancel-cli-'))

interface Ran {
  readonly status: number | null
  readonly out: string
  readonly error: string
}

function cli(args: readonly string[], input = ''): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/aftercancel.mjs', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  return { status, out: stdout, error: stderr }
}

function fileWith(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
  return path
}

const scenario = (at: number): object => ({
  format: 'aftercancel/scenario@1',
  spec: 'lro',
  steps: [
    { at: 0, do: 'count' },
    { at, do: 'cancel' },
  ],
})

interface Contract {
  readonly specs: Record<
    string,
    {
      title: string
      commands: Record<string, Record<string, unknown>>
      knobs: Record<string, Record<string, unknown>>
      codes: Record<string, string>
    }
  >
}

describe('the command line', () => {
  it.each([
    ['the contract', 'contract.json'],
    ['what was added to it', 'added.json'],
  ])('covers %s: titles, commands with arguments, knobs with defaults and kinds, codes', (_, file) => {
    const contract = JSON.parse(readFileSync(join(import.meta.dirname, 'testdata', file), 'utf8')) as Contract
    const { specs } = JSON.parse(cli(['specs', '--json']).out) as Contract
    for (const [id, expected] of Object.entries(contract.specs)) {
      const found = specs[id]
      expect(found?.title).toBe(expected.title)
      expect(found?.commands).toMatchObject(expected.commands)
      expect(found?.codes).toMatchObject(expected.codes)
      for (const [knob, domain] of Object.entries(expected.knobs))
        expect({ [knob]: found?.knobs[knob] }).toMatchObject({ [knob]: domain })
    }
  })

  it('prints outcomes of files and of lines on standard input, in order', () => {
    const files = [fileWith('a.json', scenario(100)), fileWith('b.json', scenario(400))]
    const fromFiles = cli(['run', '--outcome', ...files])
    const fromInput = cli(
      ['run', '--outcome', '-'],
      `${JSON.stringify(scenario(100))}\n\n${JSON.stringify(scenario(400))}\n`,
    )
    expect(fromFiles.status).toBe(0)
    expect(
      fromFiles.out
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { settle: { code: string } }).settle.code),
    ).toEqual(['CANCELLED', 'OK'])
    expect(fromInput).toEqual(fromFiles)
  })

  it('sweeps every tick, none skipped, and each tick comes out as its own run does', () => {
    const path = fileWith('sweep.json', scenario(100))
    const { bands } = JSON.parse(cli(['sweep', path, '--from', '0', '--to', '345']).out) as {
      bands: { from: number; to: number; outcome: unknown }[]
    }
    expect(bands[0]?.from).toBe(0)
    expect(bands.at(-1)?.to).toBe(345)
    expect(bands.slice(1).every((band, i) => band.from === (bands[i]?.to ?? 0) + 1)).toBe(true)
    const ticks = Array.from({ length: 346 }, (_, at) => at)
    const outcomes = cli(['run', '--outcome', '-'], ticks.map((at) => JSON.stringify(scenario(at))).join('\n'))
      .out.trim()
      .split('\n')
    expect(ticks.map((at) => bands.find((band) => band.from <= at && at <= band.to)?.outcome)).toEqual(
      outcomes.map((line) => JSON.parse(line) as unknown),
    )
  })

  it('knows a trace that the model allows from one that it does not', () => {
    const trace = cli(['run', fileWith('c.json', scenario(160))]).out
    expect(cli(['conform', '-'], trace).status).toBe(0)
    const changed = cli(['conform', '-', '--json'], trace.replace('"code":"CANCELLED"', '"code":"NOT_FOUND"'))
    expect(changed.status).toBe(1)
    expect(JSON.parse(changed.out)).toMatchObject({
      format: 'aftercancel/conformance@1',
      verdict: 'notAllowed',
      first: {
        found: { kind: 'settle', code: 'NOT_FOUND' },
        allowed: [{ kind: 'settle', op: null, code: 'CANCELLED' }],
      },
    })
  })

  it('tells what has changed since a saved version, and whether anything has by its exit status', () => {
    const now = cli(['specs', '--json']).out
    const same = fileWith('now.json', now)
    expect(cli(['diff', same])).toEqual({ status: 0, out: 'Nothing has changed.\n', error: '' })
    const before = JSON.parse(now) as { specs: { lro: { codes: Record<string, string>; statements?: unknown } } }
    before.specs.lro.codes['GONE'] = '99'
    const earlier = fileWith('earlier.json', before)
    expect(cli(['diff', earlier])).toEqual({
      status: 1,
      out: 'lro\n  - code GONE\n      - value: 99\n\n',
      error: '',
    })
    expect(JSON.parse(cli(['diff', same, earlier, '--json']).out)).toEqual({
      changes: [
        {
          spec: 'lro',
          part: 'code',
          id: 'GONE',
          kind: 'added',
          members: [{ name: 'value', before: null, after: '99' }],
        },
      ],
      unstated: [],
    })
  })

  it.each([
    ['nothing to compare', ['diff'], 'diff: expected one saved "specs --json", or two: the older one first'],
    [
      'a file that is no version',
      ['diff', fileWith('v.json', { specs: { lro: 1 } })],
      'specs.lro: not as "specs --json" prints it',
    ],
    ['an unknown verb', ['rum'], 'unknown verb "rum"; did you mean "run"?'],
    ['no file', ['run'], 'run: expected a scenario file, or - for standard input'],
    ['an unknown option', ['run', '--fast', 'x'], "run: unknown option '--fast'"],
    [
      'an unknown form',
      ['run', fileWith('d.json', scenario(1)), '--to', 'svg'],
      '--to: expected one of trace, mermaid, perfetto, shiviz, words, found "svg"',
    ],
    ['a directory', ['run', folder], `${folder}: is a directory; expected a file`],
    ['a missing file', ['run', join(folder, 'none.json')], `${join(folder, 'none.json')}: there is no such file`],
    ['an empty file', ['run', fileWith('empty.json', '')], 'the file is empty; expected a scenario as JSON'],
    [
      'what is no text',
      ['run', fileWith('latin1.json', Buffer.from('{"title":"\u00e9"}', 'latin1'))],
      'latin1.json: the file is not text in UTF-8',
    ],
    ['a bad scenario', ['run', fileWith('bad.json', { ...scenario(1), spec: 'x' })], 'spec: unknown specification "x"'],
    [
      'a step that is none',
      ['sweep', fileWith('e.json', scenario(1)), '--step', '9'],
      '--step: expected an index below 2, found 9',
    ],
    [
      'a range the wrong way',
      ['sweep', fileWith('f.json', scenario(1)), '--from', '9', '--to', '3'],
      '--from: 9 is after --to 3',
    ],
    [
      'a knob that is none',
      ['sweep', fileWith('g.json', scenario(1)), '--by', 'none=1..2'],
      '--by: unknown knob "none"',
    ],
    ['an unknown specification', ['check', 'none'], 'check: unknown specification "none"'],
    ['a shard of none', ['check', 'lro', '--shard', '4/3'], '--shard: expected I/N with I from 1 to N, found "4/3"'],
    ['nothing to merge', ['check', '--merge'], 'check --merge: expected the files of check --shard'],
    [
      'a run that does not end',
      [
        'run',
        '--outcome',
        fileWith('long.json', {
          ...scenario(1),
          knobs: { workTicks: 100000, pollTicks: 1, linkTicks: 0, honoursCancel: 'never' },
        }),
      ],
      'the run does not end: it was stopped at tick',
    ],
  ])(
    'refuses bad input with one line on standard error, nothing on standard output, and exit 2: %s',
    async (_, args, sentence) => {
      // Most of the time of a call is the start of its process, so these are made in this one.
      const { status, out, error } = await call(args)
      expect({ status, out, lines: error.trim().split('\n').length }).toEqual({ status: 2, out: '', lines: 1 })
      expect(error).toContain(sentence)
    },
  )

  it('prints a refusal on standard error, and ends with its status', () => {
    const error = 'unknown verb "rum"; did you mean "run"?\n'
    expect(cli(['rum'])).toEqual({ status: 2, out: '', error })
  })

  it('starts from its bundle: neither the bundler nor any package is loaded', () => {
    // Prints the address of every module that is loaded.
    const hooks = 'export const load=(url,context,next)=>(process._rawDebug(url),next(url,context))'
    const listing = `data:text/javascript,import{register}from'node:module';register('data:text/javascript,${hooks}')`
    cli(['--help'])
    const { status, stderr } = spawnSync(process.execPath, ['--import', listing, 'scripts/aftercancel.mjs', '--help'], {
      cwd: root,
      encoding: 'utf8',
    })
    const loaded = stderr.match(/(?<=^file:\/\/).*/gm) ?? []
    expect(status).toBe(0)
    expect(loaded.map((path) => relative(root, path).replaceAll('\\', '/'))).toEqual([
      'scripts/aftercancel.mjs',
      'scripts/lib/bundle.mjs',
      'scripts/lib/install.mjs',
      'scripts/lib/project.mjs',
      '.cache/bundle/cli-main-ts.mjs',
    ])
  })
})

it('says of the scenario in README what README says', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const scenario = /```json\n(.*?)```/s.exec(readme)?.[1] ?? ''
  const said = /`run --to words` says of it: \*(.*?)\*/s.exec(readme)?.[1]?.replaceAll('\n', ' ')
  expect(cli(['run', '-', '--to', 'words'], scenario).out.trim()).toBe(said)
})
