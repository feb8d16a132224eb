import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { bytesMax, issueText } from './scenario.ts'

/** A demo: what is opened, pressed, dragged and said before an audience, one thing after the other. */
export const demoFormat = 'aftercancel/demo@1'

const short = v.pipe(v.string(), v.minLength(1, 'some text'), v.maxLength(200, 'at most 200 characters'))
const text = v.pipe(v.string(), v.minLength(1, 'some text'), v.maxLength(600, 'at most 600 characters'))
const tick = v.pipe(v.number(), v.integer(), v.minValue(0))
const value = v.union([v.string(), v.boolean(), v.pipe(v.number(), v.integer())])

/** What can be pointed at. */
export const places = ['answer', 'milestones', 'ribbon', 'timeline', 'sentence', 'scenario', 'statements'] as const
/** Screens that can be gone to. */
const screens = ['explore', 'compare', 'verify', 'evidence', 'learn', 'review'] as const

const step = v.variant('do', [
  /** Opens a built-in scenario by its id, the first one where none is given. */
  v.strictObject({ do: v.literal('open'), spec: short, scenario: v.optional(short) }),
  /** Opens a scenario that is none of the built-in ones. */
  v.strictObject({ do: v.literal('load'), scenario: v.looseObject({ spec: short }) }),
  /**
   * A caption. `{code}` is what the cancel returned, `{issued}`, `{stopped}` and the other milestones are "at TICK" or "never", `{title}`
   * is the function.
   */
  v.strictObject({ do: v.literal('say'), text }),
  /** Shows what the page says of the run. */
  v.strictObject({ do: v.literal('sayRun') }),
  v.strictObject({ do: v.literal('point'), at: v.picklist(places) }),
  /** Brings a part of the page near, until something else is done than said; without `at` the whole page is seen again. */
  v.strictObject({ do: v.literal('zoom'), at: v.optional(v.picklist(places)) }),
  /** Drags the cancel to a tick. */
  v.strictObject({ do: v.literal('cancel'), at: tick }),
  v.strictObject({ do: v.literal('knob'), name: short, value }),
  v.strictObject({ do: v.literal('seek'), tick }),
  /** Plays the run from the playhead to its end. */
  v.strictObject({ do: v.literal('play') }),
  v.strictObject({ do: v.literal('screen'), screen: v.picklist(screens) }),
  /** Presses a key, as `p` or `Control+z`. */
  v.strictObject({ do: v.literal('key'), key: short }),
  v.strictObject({ do: v.literal('pause'), seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(60)) }),
  /** Keeps what is seen as a picture. */
  v.strictObject({
    do: v.literal('still'),
    name: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/, 'a-z, 0-9 and hyphens')),
  }),
])

export const demoEnvelope = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(demoFormat),
  /** For the card at the beginning. */
  title: short,
  /** For the card at the end. */
  ending: v.optional(short),
  steps: v.pipe(v.array(step), v.minLength(1, 'at least one step'), v.maxLength(500, 'at most 500 steps')),
})

export type Demo = v.InferOutput<typeof demoEnvelope>
export type DemoStep = Demo['steps'][number]

/** Reads a demo. Never throws; the error names the place. */
export function parseDemo(file: string): Result<Demo> {
  if (file.length > bytesMax) return err('the file is larger than 5 MiB')
  let read: unknown
  try {
    read = JSON.parse(file)
  } catch {
    return err('not JSON; expected a demo')
  }
  const shape = v.safeParse(demoEnvelope, read, { abortEarly: true })
  return shape.success ? ok(shape.output) : err(issueText(shape.issues[0], []))
}

/** The text of a demo's file, one step a line. */
export function demoText({ title, ending, steps }: Demo): string {
  const head = { format: demoFormat, title, ending }
  const lines = Object.entries(head).flatMap(([key, member]) =>
    member === undefined ? [] : [`  ${JSON.stringify(key)}: ${JSON.stringify(member)},`],
  )
  return `{\n${lines.join('\n')}\n  "steps": [\n${steps.map((each) => `    ${JSON.stringify(each)}`).join(',\n')}\n  ]\n}\n`
}
