import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkScenario } from '../src/formats/scenario.ts'
import { run } from '../src/kernel/run.ts'
import { model } from '../src/machines/lro/model.ts'
import { playMoment } from '../src/testing/everyCancel.ts'
import { expectedAt } from '../src/testing/moments.ts'
import { areInstalled, libraries, type Library } from './libraries.ts'

interface Kind {
  readonly name: string
  readonly at: number
  /** Whether a look is under way then. */
  readonly isLooking?: boolean
  readonly knobs?: Readonly<Record<string, unknown>>
  readonly steps?: readonly { readonly at: number; readonly do: string; readonly actor?: string }[]
}

/** How a cancel can end. The client looks from 20 to 40, from 140 to 160, and so on: at 150 a look is under way, at 130 none is. */
const kinds: readonly Kind[] = [
  { name: 'honoured', at: 130 },
  { name: 'honoured, while a poll is under way', at: 150, isLooking: true },
  { name: 'not honoured', at: 130, knobs: { honoursCancel: 'never' } },
  { name: 'not honoured, while a poll is under way', at: 150, isLooking: true, knobs: { honoursCancel: 'never' } },
  { name: 'not offered', at: 130, knobs: { supportsCancel: false } },
  { name: 'refused', at: 130, knobs: { refusedFrom: 40, refusedTo: 250 } },
  { name: 'too late', at: 310, knobs: { cancelDone: 'failedPrecondition' } },
  { name: 'deleted', at: 130, steps: [{ at: 105, do: 'delete', actor: 'other' }] },
  {
    name: 'outage',
    at: 130,
    steps: [
      { at: 125, do: 'outage' },
      { at: 170, do: 'recover' },
    ],
  },
  { name: 'answer lost', at: 130, steps: [{ at: 120, do: 'loseReply' }] },
  { name: 'neither result', at: 130, knobs: { result: 'none', honoursCancel: 'never' } },
]

interface Row {
  /** What the library's call came to. */
  readonly cancel: string
  /** What its caller is told of the end. */
  readonly told: string
  /** Whether it was sent more than once. */
  readonly isSentAgain: boolean
}

const scenarioOf = ({ at, knobs = {}, steps = [] }: Kind, style: string) => {
  const checked = checkScenario({
    format: 'aftercancel/scenario@1',
    spec: 'lro',
    knobs: { pollTicks: 100, ...knobs, clientStyle: style },
    steps: [{ at: 0, do: 'count' }, { at, do: 'cancel' }, ...steps],
  })
  if (!checked.ok) throw new Error(checked.error)
  return checked.value
}

/** What the model's client of this style does. */
function modelled(kind: Kind, style: string): Row {
  const { outcome, events } = run(model, scenarioOf(kind, style))
  const returns = events.flatMap((event) => (event.kind === 'return' && event.op === 'get' ? [event] : []))
  const isInvented = returns.some(({ code, http }) => code === 'CANCELLED' && http === null)
  const isGone = returns.at(-1)?.code === 'NOT_FOUND'
  return {
    cancel: outcome.cancel?.code ?? 'none',
    told: isInvented ? 'CANCELLED' : isGone ? 'NOT_FOUND' : (outcome.settle?.code ?? 'nothing'),
    isSentAgain: events.filter((event) => event.kind === 'send' && event.name === 'CancelOperation').length > 1,
  }
}

/** Milliseconds between looks: long enough for a cancel to come in between. */
const pauseMs = 120
const turn = (): Promise<void> => new Promise(setImmediate)

/** What the library itself does against the served model. */
async function measured(kind: Kind, library: Library): Promise<Row> {
  const ended = (work: Promise<unknown>): Promise<string> => work.then(() => 'OK', library.codeOf)
  let cancel = 'none'
  const expected = expectedAt(model, scenarioOf(kind, library.style), kind.at)
  const { told, error, exchanges } = await playMoment(
    expected,
    async (moment, service) => {
      const operation = await library.start(moment, kind.isLooking === true ? 1 : pauseMs)
      const end = ended(operation.end)
      // The library pauses after its first look: the moment comes in the middle of that.
      while (kind.isLooking !== true && !service.exchanges.some(({ method }) => method === 'GET')) await turn()
      if (kind.isLooking !== true) setTimeout(() => service.clock.skip(), pauseMs / 2)
      cancel = await moment.cancel(() => ended(operation.cancel()))
      return end
    },
    { grpc: library.name.includes('gRPC'), idleMs: 500, timeoutMs: 60_000 },
  )
  if (error !== null) throw new Error(`${library.name}, ${kind.name}`, { cause: error })
  return {
    cancel,
    told: told ?? 'nothing',
    isSentAgain: exchanges.filter(({ url }) => url.includes(':cancel')).length > 1,
  }
}

const table = new Map<string, Row>()
const key = (kind: Kind, library: Library): string => `${kind.name}/${library.name}`

const told = ({ cancel, told: end, isSentAgain }: Row): string =>
  `${cancel}${isSentAgain ? ', sent again' : ''}; told ${end}`

/** The table of docs/clients.md: a row for each kind of end, a column for each library. */
const rows = (): string[][] => [
  ['a cancel that is …', ...libraries.map(({ name }) => name)],
  ...kinds.map((kind) => [
    kind.name,
    ...libraries.map((library) => {
      const row = table.get(key(kind, library))
      return row === undefined ? '' : told(row)
    }),
  ]),
]

const documented = (): string[][] => {
  const text = readFileSync(join(import.meta.dirname, '../docs/clients.md'), 'utf8')
  const lines = text.split('\n').filter((line) => /^\|(?! ---)/.test(line))
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

// `npm test` installs them; whoever runs this file alone may not have them.
describe.skipIf(!areInstalled)('real client libraries against the served model', () => {
  beforeAll(async () => {
    for (const library of libraries)
      for (const kind of kinds) table.set(key(kind, library), await measured(kind, library))
  })

  it.each(libraries.flatMap((library) => kinds.map((kind) => ({ library, kind }))))(
    '$library.name does what the model says of its style: $kind.name',
    ({ library, kind }) => {
      expect(table.get(key(kind, library))).toEqual(modelled(kind, library.style))
    },
  )

  it('are told in docs/clients.md as they were measured', () => {
    expect(documented()).toEqual(rows())
  })
})
