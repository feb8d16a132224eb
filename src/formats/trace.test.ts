import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { traceLines } from './trace.ts'

const tick = v.pipe(v.number(), v.integer(), v.minValue(0))
const text = v.pipe(v.string(), v.minLength(1))
const at = { t: tick, i: tick }
/** Added in November: whose doing it is, on every line that an actor made. */
const by = { actor: text }
const payload = v.record(v.string(), v.unknown())
const coded = v.strictObject({ code: text, value: text })
const outcome = v.strictObject({
  cancel: v.nullable(coded),
  settle: v.nullable(coded),
  lateResults: tick,
  milestones: v.record(v.picklist(['issued', 'accepted', 'noticed', 'stopped', 'settled', 'released']), tick),
  // Added in November.
  spentForNobody: tick,
  leaks: v.array(text),
  unsupported: v.array(text),
})

/** The table of docs/formats.md, section 2, to the letter; what we add to it is marked. */
const line = v.variant('kind', [
  // Ours: `why`, where nobody was there to do it.
  v.strictObject({
    ...at,
    kind: v.literal('command'),
    actor: text,
    do: text,
    args: v.record(v.string(), v.unknown()),
    step: tick,
    why: v.optional(text),
  }),
  // Ours: `operation`, on a call that starts one or concerns one.
  v.strictObject({
    ...at,
    kind: v.literal('call'),
    call: text,
    actor: text,
    op: text,
    operation: v.optional(tick),
    args: v.optional(payload),
  }),
  v.strictObject({
    ...at,
    kind: v.literal('return'),
    call: text,
    actor: text,
    op: text,
    code: text,
    value: text,
    clauses: v.array(text),
    http: v.optional(v.nullable(tick)),
    out: v.optional(payload),
  }),
  v.strictObject({ ...at, kind: v.literal('send'), msg: text, from: text, to: text, name: text, due: tick, ...by }),
  v.strictObject({ ...at, kind: v.literal('deliver'), msg: text }),
  v.strictObject({ ...at, kind: v.literal('drop'), msg: text, why: text }),
  v.strictObject({ ...at, kind: v.literal('timer'), actor: text, name: text }),
  v.strictObject({ ...at, kind: v.literal('state'), actor: text, from: text, to: text }),
  v.strictObject({ ...at, kind: v.literal('result'), operation: tick, n: tick, late: v.boolean(), ...by }),
  v.strictObject({ ...at, kind: v.literal('settle'), operation: tick, code: text, value: text, ...by }),
  // Ours: `operation`, where what is held belongs to one.
  v.strictObject({
    ...at,
    kind: v.literal('resource'),
    name: text,
    held: tick,
    limit: v.nullable(tick),
    operation: v.optional(tick),
    ...by,
  }),
  v.strictObject({ ...at, kind: v.literal('milestone'), operation: tick, name: text, ...by }),
  v.strictObject({ ...at, kind: v.literal('clause'), ids: v.array(text), ...by }),
  v.strictObject({ ...at, kind: v.literal('unsupported'), clauses: v.array(text), what: text, ...by }),
  v.strictObject({ ...at, kind: v.literal('end'), why: text, outcome }),
])

describe('a trace file', () => {
  it.each(
    specifications.flatMap((specification) =>
      specification.scenarios.map((each) => [specification.document.id, each.id, specification, each] as const),
    ),
  )('follows the format to the letter: %s %s', (spec, _id, specification, each) => {
    const [header, ...lines] = traceLines(run(specification.model, builtIn(specification, each))).map(
      (text) => JSON.parse(text) as Record<string, unknown>,
    )
    expect(header).toMatchObject({
      format: 'aftercancel/trace@1',
      spec,
      scenario: { format: 'aftercancel/scenario@1', spec },
    })
    const { knobs } = (header ?? {})['scenario'] as { readonly knobs: object }
    expect(Object.keys(knobs).sort()).toEqual(Object.keys(specification.model.knobs).sort())
    expect(lines.map((each) => v.safeParse(line, each).issues ?? [])).toEqual(lines.map(() => []))
    expect(lines.map((each) => each['i'])).toEqual(lines.map((_, i) => i))
    expect(lines.at(-1)?.['kind']).toBe('end')
  })
})
