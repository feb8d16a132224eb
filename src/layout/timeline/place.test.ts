import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phases } from '#machines/dialect.ts'
import { tickOf, xOf } from '../scale.ts'
import { rightOf, touches, type Box, type View } from './geometry.ts'
import { placeTimeline } from './place.ts'
import type { Placement } from './placed.ts'
import { viewOf } from './testing.ts'
import type {
  Flag,
  Holding,
  Mark,
  Message,
  MilestoneMark,
  Place,
  ResourceLane,
  Span,
  Timeline,
  Track,
} from './types.ts'

const words = [
  'a',
  'idle',
  'has the final outcome',
  'told, has not noticed',
  'waits for the name of the operation that it began',
]
const symbols = ['OK', 'MI_RESULT_OK', 'MI_RESULT_SERVER_LIMITS_EXCEEDED', 'ERROR_CANCELLED', 'CancelOperation reply']
const word = fc.constantFrom(...words)
const symbol = fc.constantFrom(...symbols)

let nextLine = 0
/** Every part stands for a line of its own. */
const line = (): readonly number[] => [nextLine++]

function spans(end: number, operation: number): fc.Arbitrary<Span[]> {
  return fc
    .array(fc.record({ at: fc.nat(end), phase: fc.constantFrom(...phases), label: word }), { maxLength: 40 })
    .map((changes) => {
      const sorted = [...new Map(changes.map((change) => [change.at, change])).values()].sort((a, b) => a.at - b.at)
      return sorted.map(({ at, phase, label }, i) => ({
        actor: 'x',
        operation,
        from: at,
        to: sorted[i + 1]?.at ?? null,
        phase,
        labels: [label, label.slice(0, 4)],
        lines: line(),
      }))
    })
}

/** A timeline of up to six lanes over at most `longest` ticks. */
function timelines(longest = 100_000): fc.Arbitrary<Timeline> {
  return fc
    .record({
      end: fc.integer({ min: 1, max: longest }),
      roles: fc.integer({ min: 1, max: 6 }),
      tracks: fc.integer({ min: 1, max: 4 }),
    })
    .chain(({ end, roles, tracks }) => {
      const tick = fc.nat(end)
      const place: fc.Arbitrary<Place> = fc.record({ lane: fc.nat(roles - 1), track: fc.nat(tracks - 1) })
      const track = (operation: number): fc.Arbitrary<Track> =>
        spans(end, operation).map((own) => ({ operations: [operation], spans: own }))
      const lane = fc
        .tuple(...Array.from({ length: tracks }, (_, i) => track(i + 1)))
        .map((own) => ({ role: 'r', title: 'Role', note: 'note', tracks: own, idle: [], isUsed: true }))
      const message: fc.Arbitrary<Message> = fc
        .record({
          from: place,
          to: place,
          sent: tick,
          takes: fc.nat(400),
          kind: fc.constantFrom(...messageKinds),
          name: symbol,
          inside: fc.boolean(),
        })
        .map(({ takes, ...rest }) => ({
          ...rest,
          arrived: rest.sent + (rest.inside ? 0 : takes),
          label: rest.name,
          lines: line(),
        }))
      const flag: fc.Arbitrary<Flag> = fc
        .record({ place, tick, tone: fc.constantFrom('over', 'refuse', 'plain'), text: symbol, priority: fc.nat(100) })
        .map(({ text, tone, ...rest }) => ({
          ...rest,
          tone,
          since: rest.tick,
          kind: 'return',
          texts: [text, text.slice(0, 5)],
          voice: 'mono',
          lines: line(),
        }))
      const mark: fc.Arbitrary<Mark> = fc
        .record({ place, tick, kind: fc.constantFrom('result', 'late', 'lost', 'refused') })
        .map((rest) => ({ ...rest, lines: line() }))
      const milestone = (name: MilestoneMark['name']): fc.Arbitrary<MilestoneMark | null> =>
        fc.option(fc.record({ tick, place: fc.option(place) }).map((rest) => ({ ...rest, name, lines: line() })))
      return fc
        .record({
          lanes: fc.array(lane, { minLength: roles, maxLength: roles }),
          messages: fc.array(message, { maxLength: 120 }),
          flags: fc.array(flag, { maxLength: 40 }),
          marks: fc.array(mark, { maxLength: 60 }),
          resources: fc.array(resource(end), { maxLength: 3 }),
          milestones: fc.tuple(
            milestone('issued'),
            milestone('accepted'),
            milestone('noticed'),
            milestone('stopped'),
            milestone('settled'),
            milestone('released'),
          ),
          at: fc.array(fc.record({ tick, name: symbol, isCancel: fc.boolean() }), { maxLength: 30 }),
        })
        .map(({ at, milestones, messages, marks, ...rest }) => {
          const commands = at.map((command, step) => ({
            ...command,
            step,
            title: command.name,
            texts: [command.name, command.name.slice(0, 3)],
            lines: line(),
          }))
          const cancel = commands.find(({ isCancel }) => isCancel) ?? null
          return {
            ...rest,
            spec: 'x',
            end,
            target: 1,
            operations: tracks,
            answer: null,
            messages: messages.sort((a, b) => a.sent - b.sent),
            marks: marks.sort((a, b) => a.tick - b.tick),
            milestones: milestones.filter((each) => each !== null),
            commands,
            cancel,
            aftermath: cancel === null ? null : { from: cancel.tick, to: end },
          }
        })
    })
}

const messageKinds = [
  'request',
  'control',
  'poll',
  'cancel',
  'refusal',
  'final',
  'result',
  'late',
  'lost',
  'open',
] as const

function resource(end: number): fc.Arbitrary<ResourceLane> {
  const share = fc.nat(3)
  const step = fc.record({ tick: fc.nat(end), base: share, others: share, target: share })
  return fc
    .record({
      limit: fc.option(fc.integer({ min: 1, max: 9 })),
      steps: fc.array(step, { maxLength: 30 }),
      turn: fc.option(fc.nat(end)),
    })
    .map(({ limit, steps, turn }) => {
      const sorted: Holding[] = steps.sort((a, b) => a.tick - b.tick).map((each) => ({ ...each, lines: line() }))
      const most = Math.max(0, ...sorted.map(({ base, others, target }) => base + others + target))
      const span = turn === null ? null : { from: turn, to: null }
      return {
        name: 'r',
        title: 'R',
        note: 'r',
        limit,
        most,
        steps: sorted,
        span,
        bounced: [],
        orphanedAt: turn,
        overAt: null,
      }
    })
}

/** Any window size, unit and part of the run, down to a few ticks: then the whole run would be 200,000 pixels wide and more. */
const viewsOf = (end: number): fc.Arbitrary<View> =>
  fc
    .record({
      from: fc.nat(end),
      length: fc.oneof(
        fc.constant(end + 10),
        fc.integer({ min: 8, max: Math.max(8, end) }),
        fc.integer({ min: 8, max: 60 }),
      ),
      width: fc.integer({ min: 360, max: 2400 }),
      height: fc.integer({ min: 120, max: 1300 }),
      unit: fc.constantFrom(15 / 16, 1, 19 / 16),
      coarse: fc.boolean(),
    })
    .map(({ from, length, width, height, unit, coarse }) =>
      viewOf(length > end ? 0 : from, length > end ? length : from + length, width, height, unit, coarse),
    )

const cases = timelines().chain((timeline) => viewsOf(timeline.end).map((view) => ({ timeline, view })))

/** Runs a check over random timelines in random windows. */
function forAll(expectAll: (placement: Placement, timeline: Timeline, view: View) => void): void {
  fc.assert(
    fc.property(cases, ({ timeline, view }) => {
      expectAll(placeTimeline(timeline, view), timeline, view)
    }),
    { numRuns: 150 },
  )
}

/** Everything that is written, and everything that can be taken hold of. */
const written = (placement: Placement): { what: string; box: Box }[] => [
  ...placement.texts.map(({ text, box }) => ({ what: `text ${text}`, box })),
  ...placement.flags.map(({ text, box }) => ({ what: `flag ${text}`, box })),
  ...placement.rail.map(({ name, box }) => ({ what: `milestone ${name}`, box })),
  ...placement.handles.map(({ name, box }) => ({ what: `handle ${name}`, box })),
  ...(placement.cancel === null ? [] : [{ what: 'pill', box: placement.cancel.box }]),
]

const overlaps = (all: readonly { what: string; box: Box }[]): string[] =>
  all.flatMap((a, i) =>
    all
      .slice(i + 1)
      .flatMap((b) =>
        touches(a.box, b.box, -0.01) ? [`${a.what} and ${b.what}: ${JSON.stringify([a.box, b.box])}`] : [],
      ),
  )

const inView =
  (view: View) =>
  (tick: number): boolean =>
    tick >= view.scale.from && tick <= view.scale.to

describe('whatever the run and the window', () => {
  it('nothing that is written touches anything else that is written', () => {
    forAll((placement) => expect(overlaps(written(placement))).toEqual([]))
  })

  it('nothing leaves the box', () => {
    forAll((placement, _, view) => {
      const out = written(placement).filter(
        ({ box }) =>
          box.x < view.scale.left - 7 * view.unit ||
          box.x + box.w > view.width + 0.01 ||
          box.y < 0 ||
          box.y + box.h > placement.rows.bottom + 0.01,
      )
      expect(out).toEqual([])
    })
  })

  it('what happens earlier stands further left', () => {
    forAll((placement) => {
      for (const row of [placement.rail, placement.handles]) {
        const byPlace = row.toSorted((a, b) => a.box.x - b.box.x).map(({ tick }) => tick)
        expect(byPlace).toEqual(byPlace.toSorted((a, b) => a - b))
      }
    })
  })

  it('a command that is named stands on its own side of the cancel, and an answer within the frame', () => {
    forAll(({ handles, flags, cancel }, _, { scale, unit }) => {
      const pole = cancel !== null && cancel.tick >= scale.from && cancel.tick <= scale.to ? cancel : null
      const beyond = handles.filter(
        ({ text, tick, box }) =>
          pole !== null && text !== '' && (tick < pole.tick ? box.x + box.w >= pole.x : box.x <= pole.x),
      )
      expect(beyond).toEqual([])
      for (const { box } of flags) expect(box.x + box.w).toBeLessThan(rightOf(scale) + unit)
    })
  })

  it('every mark is at its tick', () => {
    forAll((placement, timeline, view) => {
      const { scale } = view
      for (const { x, tick } of [
        ...placement.marks,
        ...placement.notches,
        ...placement.rail,
        ...placement.axis,
        ...placement.handles,
      ])
        expect(x).toBeCloseTo(xOf(scale, tick), 6)
      for (const { pole, tick } of placement.flags) expect(pole.x).toBeCloseTo(xOf(scale, tick), 6)
      const glyphs = placement.rail.flatMap(({ glyph, tick }) => (glyph === null ? [] : [{ x: glyph.x, tick }]))
      for (const { x, tick } of glyphs) expect(x).toBeCloseTo(xOf(scale, tick), 6)
      const messages = new Map(timeline.messages.map((message) => [message.lines, message]))
      for (const arrow of placement.arrows) {
        const { sent, arrived } = messages.get(arrow.lines) ?? { sent: 0, arrived: 0 }
        const [x1, x2] = [sent, arrived].map((tick) =>
          Math.max(scale.left, Math.min(rightOf(scale), xOf(scale, tick))),
        ) as [number, number]
        expect(arrow.x1).toBeCloseTo(x1, 6)
        expect(arrow.x2).toBeCloseTo(x2, 6)
        expect(arrow.lands).toBe(arrived >= scale.from && arrived <= scale.to)
      }
    })
  })

  it('what is in view is drawn, alone or with its neighbours', () => {
    forAll((placement, timeline, view) => {
      const sees = inView(view)
      expect(placement.marks.reduce((sum, { many }) => sum + many, 0)).toBe(
        timeline.marks.filter(({ tick }) => sees(tick)).length,
      )
      expect(placement.flags.length + placement.notches.reduce((sum, { many }) => sum + many, 0)).toBe(
        timeline.flags.filter(({ tick }) => sees(tick)).length,
      )
      const shown = timeline.messages.filter(({ sent, arrived, from, to }) =>
        from.lane === to.lane ? sees(sent) && sees(arrived) : sent <= view.scale.to && arrived >= view.scale.from,
      )
      expect(placement.arrows.length + placement.bundles.reduce((sum, { count }) => sum + count, 0)).toBe(shown.length)
      timeline.lanes.forEach((lane, l) =>
        lane.tracks.forEach((track, t) => {
          const row = placement.rows.lanes[l]
          const y = t === 0 ? row?.top : row?.tracks[t - 1]?.y
          for (const { from, to, phase } of track.spans) {
            const x1 = Math.max(view.scale.left, xOf(view.scale, from))
            const x2 = Math.min(rightOf(view.scale), to === null ? Infinity : xOf(view.scale, to))
            if (phase === 'idle' || x2 - x1 < 1e-6) continue
            const middle = (x1 + x2) / 2
            expect(
              placement.blocks.some((block) => block.y === y && block.x <= middle && block.x + block.w >= middle),
            ).toBe(true)
          }
        }),
      )
    })
  })

  it('the frame stands still in time: rows depend on who takes part, not on when', () => {
    forAll((placement, timeline, view) => {
      const later = viewOf(timeline.end * 2, timeline.end * 2 + 50, view.width, view.height, view.unit, view.coarse)
      expect(placeTimeline(timeline, later).rows).toEqual(placement.rows)
    })
  })
})

it('two shares that stand on each other say their names without touching, in a window of any height', () => {
  const held: ResourceLane = {
    name: 'r',
    title: 'R',
    note: 'r',
    limit: null,
    most: 2,
    steps: [{ tick: 0, base: 0, others: 1, target: 1, lines: line() }],
    span: null,
    bounced: [],
    orphanedAt: null,
    overAt: null,
  }
  const timeline: Timeline = {
    spec: 'x',
    end: 100,
    target: 1,
    operations: 2,
    answer: null,
    lanes: [{ role: 'r', title: 'Role', note: 'note', tracks: [], idle: [], isUsed: true }],
    resources: [held, held],
    messages: [],
    flags: [],
    marks: [],
    milestones: [],
    commands: [],
    cancel: null,
    aftermath: null,
  }
  const heights = Array.from({ length: 1200 }, (_, i) => 120 + i)
  const placed = heights.map((height) => placeTimeline(timeline, viewOf(0, 100, 1200, height)))

  expect(placed.flatMap((placement) => overlaps(written(placement)))).toEqual([])
  // Where there is room, both are named.
  expect(placed.some(({ texts }) => texts.length === 4)).toBe(true)
})

it('a run that would be 200,000 pixels wide is placed to the pixel', () => {
  fc.assert(
    fc.property(timelines(100_000), fc.nat(99_000), (timeline, from) => {
      const view = viewOf(from, from + 500, 1152, 500)
      const placement = placeTimeline(timeline, view)
      for (const { x, tick } of placement.marks) expect(Math.round(tickOf(view.scale, x))).toBe(tick)
      for (const arrow of placement.arrows)
        for (const x of [arrow.x1, arrow.x2]) expect(x).toBeLessThanOrEqual(rightOf(view.scale) + 1e-6)
    }),
    { numRuns: 60 },
  )
})

it('no dimension line strikes its own number through', () => {
  forAll(({ resources, texts }) => {
    const numbers = texts.filter(({ text }) => /^not released$| ticks$/.test(text))
    for (const { span } of resources) {
      if (span === null) continue
      const strokes =
        span.gap === null
          ? [[span.x1, span.x2]]
          : [
              [span.x1, span.gap.x1],
              [span.gap.x2, span.x2],
            ]
      for (const { box } of numbers) {
        if (span.y < box.y || span.y > box.y + box.h) continue
        for (const [from = 0, to = 0] of strokes) expect(from < box.x + box.w && to > box.x).toBe(false)
      }
    }
  })
})
