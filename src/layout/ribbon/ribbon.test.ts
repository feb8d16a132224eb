import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measure } from '../timeline/geometry.ts'
import { timeScale, xOf, type TimeScale } from '../scale.ts'
import { areaOf } from './area.ts'
import { placeBands, placeRibbon } from './geometry.ts'
import { ribbonOf, type RibbonSource } from './rows.ts'
import { bandName, gutterOf, saidAt, sayTick, tableOf } from './telling.ts'
import type { Band, BandRow, RibbonData, RibbonTone, SeriesRow, Stretch } from './types.ts'
import { wordsOf } from './words.ts'

/** Every letter is as wide as half its size: the numbers of the tests stay simple. */
const measure: Measure = (text, size) => text.length * size * 0.5

const tones: readonly RibbonTone[] = ['over', 'start', 'refuse', 'drain', 'gone']
const names = ['SUCCESS', 'ERROR_INVALID_PARAMETER', 'OK', 'ERROR_CANCELLED']

/** Bands that follow each other without a gap, from tick 0. */
const anyBands = fc
  .array(fc.record({ ticks: fc.integer({ min: 1, max: 90 }), name: fc.nat(names.length - 1) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts): Band[] => {
    let from = 0
    return parts.map(({ ticks, name }, i) => {
      const band = {
        from,
        to: from + ticks - 1,
        key: `${i}`,
        texts: [`MY_${names[name] ?? ''}`, names[name] ?? ''],
        tone: tones[name] ?? 'gone',
      }
      from += ticks
      return band
    })
  })
const endOf = (bands: readonly Band[]): number => bands.at(-1)?.to ?? 0
const dataOf = (bands: readonly Band[], more: readonly (BandRow | SeriesRow)[] = []): RibbonData => ({
  from: 0,
  to: endOf(bands),
  exactTo: endOf(bands) + 1,
  rows: [{ kind: 'bands', id: 'cancel', titles: ['Cancel returns', 'Returns'], bands }, ...more],
  constant: [],
})
const whole = (bands: readonly Band[], width = 800): TimeScale => timeScale({ from: 0, to: endOf(bands) + 1 }, width, 1)

describe('bands in pixels', () => {
  it('cover the time area without a gap, at any zoom', () => {
    fc.assert(
      fc.property(
        anyBands,
        fc.integer({ min: 160, max: 1200 }),
        fc.nat(100),
        fc.integer({ min: 1, max: 100 }),
        (bands, width, from, length) => {
          const to = Math.min(endOf(bands) + 1, from + length * 20)
          fc.pre(to > from)
          const scale = timeScale({ from, to }, width, 1)
          const placed = placeBands(bands, scale, 1, measure)

          expect(placed[0]?.x).toBeCloseTo(scale.left, 6)
          expect((placed.at(-1)?.x ?? 0) + (placed.at(-1)?.w ?? 0)).toBeGreaterThan(scale.left + scale.width - 1.01)
          const right = scale.left + scale.width
          // A band that is narrower than a pixel is drawn a pixel wide, and no more than that lies over its neighbour.
          const gaps = placed.slice(1).map(({ x }, i) => Math.abs(x - (placed[i]?.x ?? 0) - (placed[i]?.w ?? 0)))

          expect(placed.every(({ x, w }) => w > 0 && x >= scale.left && x + w <= right + 1e-6)).toBe(true)
          expect(
            placed.every(({ x, from: first }) => Math.abs(x - Math.max(scale.left, xOf(scale, first))) < 1e-6),
          ).toBe(true)
          expect(gaps.every((gap) => gap < 1.01)).toBe(true)
        },
      ),
    )
  })

  it('know how many they are where they cannot be told apart, and have at most one for each pixel', () => {
    const bands = Array.from({ length: 5000 }, (_, i): Band => ({
      from: i,
      to: i,
      key: `${i % 2}`,
      texts: [i % 2 === 0 ? 'A' : 'B'],
      tone: i % 2 === 0 ? 'over' : 'refuse',
    }))
    const scale = whole(bands)
    const placed = placeBands(bands, scale, 1, measure)

    expect(placed.length).toBeLessThanOrEqual(scale.width)
    expect(placed.reduce((sum, { many }) => sum + many, 0)).toBe(5000)
    expect(placed[0]).toMatchObject({ from: 0, tone: 'mixed' })
  })
})

describe('words', () => {
  const boxes = (bands: readonly Band[], scale: TimeScale, flag: number | null) => {
    const placed = placeRibbon(dataOf(bands), scale, 1, measure)
    return { placed, words: wordsOf(placed, scale, flag, ['a hint'], measure) }
  }

  it('never touch each other nor the pole, and stay in their bands', () => {
    fc.assert(
      fc.property(anyBands, fc.nat(2000), fc.integer({ min: 200, max: 1200 }), (bands, at, width) => {
        const scale = whole(bands, width)
        const flag = at % (endOf(bands) + 1)
        const { placed, words } = boxes(bands, scale, flag)
        const [row] = placed.rows
        const inside = (words.inside[0] ?? []).flatMap((text, i) => {
          const band = row?.kind === 'bands' ? row.bands[i] : undefined
          return text === null || band === undefined ? [] : [{ text, band }]
        })

        expect(inside.every(({ text, band }) => text.x >= band.x && text.x + text.width <= band.x + band.w)).toBe(true)
        expect(inside.every(({ text }) => text.x > xOf(scale, flag) || text.x + text.width < xOf(scale, flag))).toBe(
          true,
        )

        const callouts = [...words.callouts].sort((a, b) => a.x - b.x)
        const pole = xOf(scale, flag)
        const gaps = callouts.slice(1).map(({ x }, i) => x - (callouts[i]?.x ?? 0) - (callouts[i]?.width ?? 0))

        expect(callouts.every(({ x, width: w }) => x >= scale.left && x + w <= scale.left + scale.width + 1e-6)).toBe(
          true,
        )
        expect(callouts.every(({ x, width: w }) => x > pole || x + w < pole)).toBe(true)
        expect(gaps.every((gap) => gap >= 0)).toBe(true)
      }),
    )
  })

  it('the band under the flag is bold', () => {
    const bands: Band[] = [
      { from: 0, to: 99, key: 'a', texts: ['FIRST'], tone: 'over' },
      { from: 100, to: 199, key: 'b', texts: ['SECOND'], tone: 'refuse' },
    ]
    const { words } = boxes(bands, whole(bands), 150)

    expect(words.on).toEqual([1])
    expect(words.inside[0]?.map((text) => text?.isOn)).toEqual([false, true])
    expect(words.pole).toBe(xOf(whole(bands), 150))
  })

  it('a flag that is not in view has no pole', () => {
    const bands: Band[] = [{ from: 0, to: 199, key: 'a', texts: ['FIRST'], tone: 'over' }]

    expect(boxes(bands, timeScale({ from: 100, to: 200 }, 800, 1), 40).words.pole).toBeNull()
    expect(boxes(bands, whole(bands), null).words).toMatchObject({ pole: null, on: [-1] })
  })
})

describe('areas', () => {
  const scale = timeScale({ from: 0, to: 100 }, 1152, 1)

  it('a sawtooth runs down to its end and jumps', () => {
    const teeth: Stretch[] = [
      { from: 0, to: 39, first: 40, slope: -1 },
      { from: 40, to: 99, first: 60, slope: -1 },
    ]

    expect(areaOf(teeth, scale, 100, 1).area).toBe('M138 100L138 60L538 100L538 40L1138 100L1138 100Z')
  })

  it('ticks without a value leave a gap, and for ever is a block', () => {
    const { area, forever } = areaOf(
      [
        { from: 0, to: 9, first: 5, slope: 0 },
        { from: 10, to: 19, first: undefined, slope: 0 },
        { from: 20, to: 29, first: null, slope: 0 },
        { from: 30, to: 99, first: 2, slope: 0 },
      ],
      scale,
      100,
      1,
    )

    expect(area.match(/M/g)).toHaveLength(2)
    expect(forever).toEqual([{ x: 338, w: 100 }])
  })

  it('more stretches than pixels become the highest of each pixel', () => {
    const many = Array.from({ length: 10_000 }, (_, i): Stretch => ({ from: i, to: i, first: i % 7, slope: 0 }))
    const { area } = areaOf(many, timeScale({ from: 0, to: 10_000 }, 552, 1), 100, 1)

    expect(area.match(/L/g)?.length).toBeLessThan(3 * 552)
  })
})

/** A made-up sweep: what happens is written down tick by tick. */
function source(
  ticks: readonly {
    readonly code: string
    readonly late?: number
    readonly held?: number | null
    readonly spent?: number
    readonly settles?: readonly (string | null)[]
  }[],
  stride = 1,
): RibbonSource {
  return {
    stride,
    stories: ticks.map(({ code, late = 0, settles = ['DONE'] }) => ({
      outcome: { cancel: { code, value: code === 'DONE' ? '0' : '7' }, lateResults: late, milestones: {} },
      target: 1,
      isTaken: false,
      settles: settles.map((settle) =>
        settle === null ? null : { code: settle, value: settle === 'DONE' ? '0' : '9' },
      ),
    })),
    has: (tick) => Math.floor(tick / stride) < ticks.length,
    storyNumber: (tick) => Math.floor(tick / stride),
    heldFor: (tick) => ticks[Math.floor(tick / stride)]?.held,
    spentFor: (tick) => ticks[Math.floor(tick / stride)]?.spent ?? 0,
  }
}
const model = {
  codes: { DONE: '0', ERROR_LATE: '7', ERROR_FULL: '9' },
  resources: { slot: { title: 'Server slot', note: '', says: '' } },
  commands: {},
} as unknown as Parameters<typeof ribbonOf>[0]['model']
const ribbon = (
  exact: RibbonSource,
  exactTo: number,
  preview: RibbonSource | null = null,
  to = exactTo - 1,
): RibbonData => ribbonOf({ model, isCall: true, exact, exactTo, preview, from: 0, to })

describe('rows', () => {
  it('join ticks that say the same, and say in words what never varies', () => {
    const data = ribbon(
      source([
        { code: 'DONE', held: 9 },
        { code: 'DONE', held: 8 },
        { code: 'ERROR_LATE', held: 7 },
        { code: 'ERROR_LATE', held: 20 },
      ]),
      4,
    )

    expect(data.rows.map(({ id }) => id)).toEqual(['cancel', 'held slot'])
    expect(data.constant).toEqual(['no result comes late', 'operation 1 ends with DONE'])
    expect(data.rows[0]).toMatchObject({
      bands: [
        { from: 0, to: 1, tone: 'over' },
        { from: 2, to: 3, tone: 'refuse' },
      ],
    })
    expect(data.rows[1]).toMatchObject({
      max: 20,
      stretches: [
        { from: 0, to: 2, first: 9, slope: -1 },
        { from: 3, to: 3, first: 20 },
      ],
    })
  })

  it('tell what is spent for nobody, and tell bands apart in which it is something', () => {
    const data = ribbon(
      source([
        { code: 'DONE', spent: 0 },
        { code: 'DONE', spent: 9 },
        { code: 'DONE', spent: 8 },
        { code: 'ERROR_LATE' },
      ]),
      4,
    )

    expect(data.rows.map(({ id }) => id)).toEqual(['cancel', 'spent'])
    expect(data.rows[1]).toMatchObject({
      max: 9,
      stretches: [
        { from: 0, to: 0, first: 0 },
        { from: 1, to: 2, first: 9, slope: -1 },
        { from: 3, to: 3, first: 0 },
      ],
    })
    expect(ribbon(source([{ code: 'DONE', spent: 5 }]), 1).constant).toContain('5 ticks are spent for nobody')
  })

  it('tell of each other operation before the one that is aimed at', () => {
    const data = ribbon(
      source([
        { code: 'DONE', settles: ['DONE', 'DONE'] },
        { code: 'DONE', settles: ['ERROR_LATE', null] },
      ]),
      2,
    )

    expect(data.rows.map(({ id, titles }) => [id, titles[0]])).toEqual([
      ['cancel', 'Cancel returns'],
      ['settle 2', 'Then operation 2 gets'],
      ['settle 1', 'Then it ends with'],
    ])
    expect(saidAt(data.rows[1] as BandRow, 1)).toBe('never settles')
  })

  it('a preview answers from where the exact part ends', () => {
    const exact = source([{ code: 'DONE' }, { code: 'DONE' }, { code: 'DONE' }])
    const preview = source([{ code: 'DONE' }, { code: 'ERROR_LATE' }, { code: 'ERROR_LATE' }], 4)
    const data = ribbon(exact, 3, preview, 11)

    expect(data).toMatchObject({ to: 11, exactTo: 3 })
    expect(data.rows[0]).toMatchObject({
      bands: [
        { from: 0, to: 3 },
        { from: 4, to: 11 },
      ],
    })
  })
})

describe('in words', () => {
  const data = ribbon(
    source([
      { code: 'DONE', late: 0, held: 9 },
      { code: 'DONE', late: 1, held: 8 },
      { code: 'ERROR_LATE', late: 1, held: null },
    ]),
    3,
  )

  it('a band is named by its ticks, what it says, and what lies in it', () => {
    const row = data.rows[0] as BandRow

    expect(row.bands.map((band) => bandName(data, row, band))).toEqual([
      'ticks 0 to 1: DONE, late results 0 to 1, server slot held for 8 to 9',
      'tick 2: ERROR_LATE, late results 1, server slot held for ever',
    ])
  })

  it('the line for a tick has as many of its parts as there is room for', () => {
    expect(sayTick(data, 1, () => true)).toBe('tick 1: returns DONE · late 1 · server slot 8')
    expect(sayTick(data, 1, (text) => text.length < 30)).toBe('tick 1: returns DONE · late 1')
  })

  it('the table has a line for each stretch in which the bands say the same', () => {
    expect(tableOf(data)).toEqual([
      { from: 0, to: 1, cells: ['DONE', '0 to 1', '8 to 9'] },
      { from: 2, to: 2, cells: ['ERROR_LATE', '1', 'for ever'] },
    ])
  })

  it('the gutter takes the longest wordings that have room', () => {
    expect(gutterOf(['Cancel returns', 'Returns'], ['INVALID_PARAMETER', '4'], 120, 1, measure)).toEqual({
      title: 'Cancel returns',
      value: '4',
    })
    expect(gutterOf(['Cancel returns', 'Returns'], ['OK', '0'], 120, 1, measure)).toEqual({
      title: 'Cancel returns',
      value: 'OK',
    })
    expect(gutterOf(['Cancel returns', 'Returns'], [], 60, 1, measure)).toEqual({ title: 'Returns', value: '' })
  })
})
