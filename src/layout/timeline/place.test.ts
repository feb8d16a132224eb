import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tickOf, xOf } from '../scale.ts'
import { rightOf, touches, type Box, type View } from './geometry.ts'
import { placeTimeline } from './place.ts'
import { timelines, viewOf, viewsOf } from './testing.ts'
import type { Placement } from './placed.ts'
import type { Timeline } from './types.ts'

const cases = timelines().chain((timeline) => viewsOf(timeline.end).map((view) => ({ timeline, view })))

/** Runs a check over random timelines in random windows. */
function forAll(check: (placement: Placement, timeline: Timeline, view: View) => void): void {
  fc.assert(
    fc.property(cases, ({ timeline, view }) => {
      check(placeTimeline(timeline, view), timeline, view)
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
  all.flatMap((a, i) => all.slice(i + 1).flatMap((b) => (touches(a.box, b.box, -0.01) ? [`${a.what} and ${b.what}: ${JSON.stringify([a.box, b.box])}`] : [])))

const inView = (view: View) => (tick: number): boolean => tick >= view.scale.from && tick <= view.scale.to

describe('whatever the run and the window', () => {
  it('nothing that is written touches anything else that is written', () => {
    forAll((placement) => expect(overlaps(written(placement))).toEqual([]))
  })

  it('nothing leaves the box', () => {
    forAll((placement, _, view) => {
      const out = written(placement).filter(
        ({ box }) => box.x < view.scale.left - 7 * view.unit || box.x + box.w > view.width + 0.01 || box.y < 0 || box.y + box.h > placement.rows.bottom + 0.01,
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

  it('every mark is at its tick', () => {
    forAll((placement, timeline, view) => {
      const { scale } = view
      for (const { x, tick } of [...placement.marks, ...placement.notches, ...placement.rail, ...placement.axis, ...placement.handles])
        expect(x).toBeCloseTo(xOf(scale, tick), 6)
      for (const { pole, tick } of placement.flags) expect(pole.x).toBeCloseTo(xOf(scale, tick), 6)
      for (const { glyph, tick } of placement.rail) if (glyph !== null) expect(glyph.x).toBeCloseTo(xOf(scale, tick), 6)
      const messages = new Map(timeline.messages.map((message) => [message.lines, message]))
      for (const arrow of placement.arrows) {
        const { sent, arrived } = messages.get(arrow.lines) ?? { sent: 0, arrived: 0 }
        if (inView(view)(sent)) expect(arrow.x1).toBeCloseTo(xOf(scale, sent), 6)
        if (inView(view)(arrived)) expect(arrow.x2).toBeCloseTo(xOf(scale, arrived), 6)
        expect(arrow.lands).toBe(arrived >= scale.from && arrived <= scale.to)
      }
    })
  })

  it('what is in view is drawn, alone or with its neighbours', () => {
    forAll((placement, timeline, view) => {
      const sees = inView(view)
      expect(placement.marks.reduce((sum, { many }) => sum + many, 0)).toBe(timeline.marks.filter(({ tick }) => sees(tick)).length)
      expect(placement.flags.length + placement.notches.length).toBe(timeline.flags.filter(({ tick }) => sees(tick)).length)
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
            expect(placement.blocks.some((block) => block.y === y && block.x <= middle && block.x + block.w >= middle)).toBe(true)
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

it('a run that would be 200,000 pixels wide is placed to the pixel', () => {
  fc.assert(
    fc.property(timelines(100_000), fc.nat(99_000), (timeline, from) => {
      const view = viewOf(from, from + 500, 1152, 500)
      const placement = placeTimeline(timeline, view)
      for (const { x, tick } of placement.marks) expect(Math.round(tickOf(view.scale, x))).toBe(tick)
      for (const arrow of placement.arrows) for (const x of [arrow.x1, arrow.x2]) expect(x).toBeLessThanOrEqual(rightOf(view.scale) + 1e-6)
    }),
    { numRuns: 60 },
  )
})
