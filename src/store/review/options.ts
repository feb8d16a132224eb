import type { Choice, Decided, Decision } from '#formats/minutes.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { valueWords } from '../lab/valueWords.ts'
import type { Deciding } from './comments.ts'
import { choiceWords } from './decisionWords.ts'
import type { Question } from './review.ts'

/** Something that can be decided about a clause or a question. */
export interface Option {
  /** `keep`, `ask`, `change`, or `reading VALUE`; votes are counted under it. */
  readonly id: string
  readonly choice: Choice
  readonly reading: Decided['reading'] | null
  readonly title: string
}

/** Settings that are tried as readings: all of a choice, both of a truth; of a number nobody chooses between two. */
function settingsOf({ knob: { domain } }: NonNullable<Question['knob']>): readonly Value[] {
  if (domain.type === 'bool') return [domain.default, !domain.default]
  return domain.type === 'enum' ? [domain.default, ...domain.values.filter((value) => value !== domain.default)] : []
}

/** What can be decided: the readings of a question, our default first, and then what can be done with the text. */
export function optionsOf(question: Question | null): readonly Option[] {
  const knob = question?.knob ?? null
  const readings = (knob === null ? [] : settingsOf(knob)).map((value): Option => ({
    id: `reading ${String(value)}`,
    choice: 'reading',
    reading: { knob: knob?.name ?? '', value },
    title: valueWords(value),
  }))
  const others = (['keep', 'ask', 'change'] as const).map((choice): Option => ({
    id: choice,
    choice,
    reading: null,
    title: choiceWords(choice, question !== null),
  }))
  return [...readings, ...others]
}

/** Whether an option is what was decided. A text that is to be fixed can be fixed to say a reading: then both are. */
export function isChosen({ choice, reading }: Option, decision: Decision | null): boolean {
  if (decision === null) return false
  return reading === null ? decision.choice === choice : decision.reading?.value === reading?.value
}

/** What a press on an option means: it is chosen, or, being chosen, taken back. */
export function pressed(option: Option, decision: Decision | null): Deciding {
  const { choice, reading } = option
  const isOn = isChosen(option, decision)
  if (reading !== null) {
    if (decision?.choice === 'change') return { reading: isOn ? null : (reading ?? null) }
    return isOn ? { choice: 'none', reading: null } : { choice: 'reading', reading: reading ?? null }
  }
  if (choice === 'change') {
    if (!isOn) return { choice }
    return { choice: decision?.reading === undefined ? 'none' : 'reading' }
  }
  return { choice: isOn ? 'none' : choice, reading: null }
}

/** A run under the readings that were chosen; a scenario that shows another reading of its own stays as it is. */
export function underReadings(
  scenario: Scenario,
  defaults: Readonly<Record<string, Value>>,
  decisions: readonly Decision[],
): Scenario {
  const chosen = decisions.flatMap(({ spec, choice, reading }) =>
    spec === scenario.spec &&
    choice !== 'none' &&
    reading !== undefined &&
    Object.hasOwn(defaults, reading.knob) &&
    scenario.knobs[reading.knob] === defaults[reading.knob] &&
    reading.value !== defaults[reading.knob]
      ? [[reading.knob, reading.value] as const]
      : [],
  )
  return chosen.length === 0 ? scenario : { ...scenario, knobs: { ...scenario.knobs, ...Object.fromEntries(chosen) } }
}

/** What is written about a clause or question, whether it is decided or only voted on. */
export const notedOn = (
  { decisions }: { readonly decisions: readonly Decision[] },
  spec: string,
  about: string,
): Decision | null => decisions.find((decision) => decision.spec === spec && decision.about === about) ?? null
