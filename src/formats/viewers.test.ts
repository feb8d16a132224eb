import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { perfettoOf } from './perfetto.ts'
import { shivizOf } from './shiviz.ts'

const runs = specifications.flatMap((specification) =>
  specification.scenarios.map((scenario) => ({
    name: `${specification.document.id}, ${scenario.id}`,
    model: specification.model,
    trace: run(specification.model, builtIn(specification, scenario)),
  })),
)

// As the Trace Event Format has it: what each phase needs (Google's document of that name, "Event Descriptions").
const tick = v.pipe(v.number(), v.integer(), v.minValue(0))
const thread = { name: v.string(), pid: v.number(), tid: tick }
const entry = v.variant('ph', [
  v.strictObject({ ph: v.literal('M'), ...thread, args: v.strictObject({ name: v.string() }) }),
  v.strictObject({ ph: v.literal('X'), ...thread, cat: v.string(), ts: tick, dur: v.pipe(tick, v.minValue(1)) }),
  v.strictObject({
    ph: v.literal('i'),
    ...thread,
    cat: v.string(),
    ts: tick,
    s: v.literal('t'),
    args: v.looseObject({}),
  }),
  v.strictObject({ ph: v.literal('s'), ...thread, cat: v.string(), id: v.string(), ts: tick }),
  v.strictObject({ ph: v.literal('f'), ...thread, cat: v.string(), id: v.string(), ts: tick, bp: v.literal('e') }),
])
const file = v.strictObject({ displayTimeUnit: v.literal('ms'), traceEvents: v.array(entry) })

describe('the run for Perfetto', () => {
  it.each(runs)('$name', ({ model, trace }) => {
    const { traceEvents } = v.parse(file, JSON.parse(perfettoOf(model, trace)))
    const slices = traceEvents.filter((one) => one.ph === 'X')
    const flows = traceEvents.filter((one) => one.ph === 's' || one.ph === 'f')
    // Slices of a thread follow each other, and both ends of a flow lie on a slice, or Perfetto drops it.
    const following = slices.slice(1).flatMap((next, i) => {
      const before = slices[i]
      return before?.tid === next.tid ? [[before.ts + before.dur, next.ts]] : []
    })
    expect(following.filter(([end, begin]) => end !== begin)).toEqual([])
    for (const { tid, ts } of flows)
      expect(slices.some((slice) => slice.tid === tid && slice.ts <= ts && ts < slice.ts + slice.dur)).toBe(true)
    expect(flows).toHaveLength(2 * trace.events.filter(({ kind }) => kind === 'deliver').length)
    expect(traceEvents.filter(({ ph }) => ph === 'M')).toHaveLength(
      1 + new Set(trace.handled.map(({ actor }) => actor)).size,
    )
  })
})

describe('the run for ShiViz', () => {
  it.each(runs)('$name', ({ trace }) => {
    const [expression = '', ...rest] = shivizOf(trace).split('\n')
    const events = [...rest.join('\n').matchAll(new RegExp(expression, 'g'))].map(({ groups = {} }) => ({
      host: groups['host'] ?? '',
      clock: JSON.parse(groups['clock'] ?? '{}') as Record<string, number>,
      event: groups['event'] ?? '',
    }))
    // What ShiViz refuses: a host whose own clock skips or repeats, or a clock that knows of an event that never was.
    const counts = new Map<string, number>()
    for (const { host, clock } of events) {
      const count = (counts.get(host) ?? 0) + 1
      counts.set(host, count)
      expect(clock[host]).toBe(count)
      for (const [other, known] of Object.entries(clock)) expect(known).toBeLessThanOrEqual(counts.get(other) ?? 0)
    }
    const delivered = trace.events.filter(({ kind }) => kind === 'deliver').length
    expect(events.filter(({ event }) => event.startsWith('receives '))).toHaveLength(delivered)
  })
})
