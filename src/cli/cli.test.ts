import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'

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
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
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
  it('covers the contract: titles, commands with arguments, knobs with defaults and kinds, codes', () => {
    const contract = JSON.parse(readFileSync(join(import.meta.dirname, 'testdata/contract.json'), 'utf8')) as Contract
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
    const changed = cli(['conform', '-'], trace.replace('"name":"accepted"', '"name":"noticed"'))
    expect(changed.status).toBe(1)
    expect(JSON.parse(changed.out)).toMatchObject({ conforms: false, clauses: ['LR-01', 'LR-09', 'LR-11'] })
  })

  it.each([
    ['an unknown verb', ['rum'], 'unknown verb "rum"; did you mean "run"?'],
    ['no file', ['run'], 'run: expected a scenario file, or - for standard input'],
    ['an unknown option', ['run', '--fast', 'x'], "run: unknown option '--fast'"],
    [
      'an unknown form',
      ['run', fileWith('d.json', scenario(1)), '--to', 'svg'],
      '--to: expected one of trace, mermaid, words, found "svg"',
    ],
    ['a directory', ['run', folder], `${folder}: is a directory; expected a file`],
    ['a missing file', ['run', join(folder, 'none.json')], `${join(folder, 'none.json')}: there is no such file`],
    ['an empty file', ['run', fileWith('empty.json', '')], 'the file is empty; expected a scenario as JSON'],
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
    (_, args, sentence) => {
      const { status, out, error } = cli(args)
      expect({ status, out, lines: error.trim().split('\n').length }).toEqual({ status: 2, out: '', lines: 1 })
      expect(error).toContain(sentence)
    },
  )

  it('starts in well under a second', () => {
    cli(['--help'])
    const start = performance.now()
    expect(cli(['--help']).status).toBe(0)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
