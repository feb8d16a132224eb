import { specificationOf } from '#machines/index.ts'
import { observedChoice, type Witness } from './observed.ts'

/** The choices of a specification, and whether a recording speaks of them. */
export function observedChoices(
  spec: string,
  witnesses: readonly Witness[],
): readonly { readonly knob: string; readonly title: string; readonly isTold: boolean }[] {
  const knobs = Object.entries(specificationOf(spec)?.model.knobs ?? {})
  return knobs.flatMap(([knob, { kind, title }]) =>
    kind === 'choice' ? [{ knob, title, isTold: observedChoice(witnesses, knob).length > 0 }] : [],
  )
}
