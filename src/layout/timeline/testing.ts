import fc from 'fast-check'
import { timeScale } from '../scale.ts'
import type { Measure, View } from './geometry.ts'
import { phases } from '#machines/dialect.ts'
import type { Flag, Holding, Mark, Message, MilestoneMark, Place, ResourceLane, Span, Timeline, Track } from './types.ts'

/** Random timelines and views for tests; not part of the program. */

/** About as wide as real letters are, a little wider. */
export const measure: Measure = (text, size, voice, weight) => text.length * size * (voice === 'mono' ? 0.61 : 0.56) * (weight === 600 ? 1.06 : 1)

export const viewOf = (from: number, to: number, width: number, height: number, unit = 1, coarse = false): View => ({
  scale: timeScale({ from, to }, width, unit),
  width,
  height,
  unit,
  measure,
  coarse,
})

const words = ['a', 'idle', 'has the final outcome', 'told, has not noticed', 'waits for the name of the operation that it began']
const symbols = ['OK', 'MI_RESULT_OK', 'MI_RESULT_SERVER_LIMITS_EXCEEDED', 'ERROR_CANCELLED', 'CancelOperation reply']
const word = fc.constantFrom(...words)
const symbol = fc.constantFrom(...symbols)

let nextLine = 0
/** Every part stands for a line of its own. */
const line = (): readonly number[] => [nextLine++]

function spans(end: number, operation: number): fc.Arbitrary<Span[]> {
  return fc.array(fc.record({ at: fc.nat(end), phase: fc.constantFrom(...phases), label: word }), { maxLength: 40 }).map((changes) => {
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
export function timelines(longest = 100_000): fc.Arbitrary<Timeline> {
  return fc.record({ end: fc.integer({ min: 1, max: longest }), roles: fc.integer({ min: 1, max: 6 }), tracks: fc.integer({ min: 1, max: 4 }) }).chain(({ end, roles, tracks }) => {
    const tick = fc.nat(end)
    const place: fc.Arbitrary<Place> = fc.record({ lane: fc.nat(roles - 1), track: fc.nat(tracks - 1) })
    const track = (operation: number): fc.Arbitrary<Track> => spans(end, operation).map((own) => ({ operations: [operation], spans: own }))
    const lane = fc.tuple(...Array.from({ length: tracks }, (_, i) => track(i + 1))).map((own) => ({ role: 'r', title: 'Role', note: 'note', tracks: own, idle: [] }))
    const message: fc.Arbitrary<Message> = fc
      .record({ from: place, to: place, sent: tick, takes: fc.nat(400), kind: fc.constantFrom(...messageKinds), name: symbol, inside: fc.boolean() })
      .map(({ takes, ...rest }) => ({ ...rest, arrived: rest.sent + (rest.inside ? 0 : takes), label: rest.name, lines: line() }))
    const flag: fc.Arbitrary<Flag> = fc
      .record({ place, tick, tone: fc.constantFrom('over', 'refuse', 'plain'), text: symbol, priority: fc.nat(100) })
      .map(({ text, tone, ...rest }) => ({ ...rest, tone, since: rest.tick, kind: 'return', texts: [text, text.slice(0, 5)], voice: 'mono', lines: line() }))
    const mark: fc.Arbitrary<Mark> = fc.record({ place, tick, kind: fc.constantFrom('result', 'late', 'lost', 'refused') }).map((rest) => ({ ...rest, lines: line() }))
    const milestone = (name: MilestoneMark['name']): fc.Arbitrary<MilestoneMark | null> =>
      fc.option(fc.record({ tick, place: fc.option(place) }).map((rest) => ({ ...rest, name, lines: line() })))
    return fc
      .record({
        lanes: fc.array(lane, { minLength: roles, maxLength: roles }),
        messages: fc.array(message, { maxLength: 120 }),
        flags: fc.array(flag, { maxLength: 40 }),
        marks: fc.array(mark, { maxLength: 60 }),
        resources: fc.array(resource(end), { maxLength: 3 }),
        milestones: fc.tuple(milestone('issued'), milestone('accepted'), milestone('noticed'), milestone('stopped'), milestone('settled'), milestone('released')),
        at: fc.array(fc.record({ tick, name: symbol, isCancel: fc.boolean() }), { maxLength: 30 }),
      })
      .map(({ at, milestones, messages, marks, ...rest }) => {
        const commands = at.map((command, step) => ({ ...command, step, title: command.name, lines: line() }))
        const cancel = commands.find(({ isCancel }) => isCancel) ?? null
        return {
          ...rest,
          spec: 'x',
          end,
          aim: 1,
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

const messageKinds = ['request', 'control', 'poll', 'cancel', 'refusal', 'final', 'result', 'late', 'lost', 'open'] as const

function resource(end: number): fc.Arbitrary<ResourceLane> {
  const share = fc.nat(3)
  const step = fc.record({ tick: fc.nat(end), base: share, others: share, aim: share })
  return fc.record({ limit: fc.option(fc.integer({ min: 1, max: 9 })), steps: fc.array(step, { maxLength: 30 }), turn: fc.option(fc.nat(end)) }).map(({ limit, steps, turn }) => {
    const sorted: Holding[] = steps.sort((a, b) => a.tick - b.tick).map((each) => ({ ...each, lines: line() }))
    const most = Math.max(0, ...sorted.map(({ base, others, aim }) => base + others + aim))
    const span = turn === null ? null : { from: turn, to: null }
    return { name: 'r', title: 'R', note: 'r', limit, most, steps: sorted, span, bounced: [], orphanedAt: turn, overAt: null }
  })
}

/** Any window size, unit and part of the run, down to a few ticks: then the whole run would be 200,000 pixels wide and more. */
export const viewsOf = (end: number): fc.Arbitrary<View> =>
  fc
    .record({
      from: fc.nat(end),
      length: fc.oneof(fc.constant(end + 10), fc.integer({ min: 8, max: Math.max(8, end) }), fc.integer({ min: 8, max: 60 })),
      width: fc.integer({ min: 360, max: 2400 }),
      height: fc.integer({ min: 120, max: 1300 }),
      unit: fc.constantFrom(15 / 16, 1, 19 / 16),
      coarse: fc.boolean(),
    })
    .map(({ from, length, width, height, unit, coarse }) => viewOf(length > end ? 0 : from, length > end ? length : from + length, width, height, unit, coarse))
