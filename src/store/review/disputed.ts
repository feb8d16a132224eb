import { observedChoice, observedOn, type Witness } from '../evidence/observed.ts'

/**
 * Whether recordings of real systems disagree about a clause: one shows it and another goes against it, or one needs a reading of a
 * question about it that another rules out.
 * @param knobs The settings that stand for the questions about the clause.
 */
export function isDisputed(recordings: readonly Witness[], clause: string, knobs: readonly string[]): boolean {
  const seen = observedOn(recordings, clause)
  if (seen.some(({ isContradicted }) => isContradicted) && seen.some(({ isContradicted }) => !isContradicted))
    return true
  return knobs.some((knob) =>
    observedChoice(recordings, knob).some(({ requiredBy, ruledOutBy }) =>
      requiredBy.some((one) => ruledOutBy.some((other) => other.id !== one.id)),
    ),
  )
}
