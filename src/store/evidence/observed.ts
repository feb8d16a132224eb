import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RecordedEvidence } from '#analysis/conform/summary.ts'
import type { Value } from '#kernel/model.ts'
import type { Services } from '../services/services.ts'
import { rangesText } from './clauseRows.ts'
import { createRecordings } from './evidence.ts'
import { valueWords } from '../lab/valueWords.ts'

/** A recording that says something, with its name in links. */
export interface Witness extends RecordedEvidence {
  readonly id: string
}

/** What the built-in recordings say, made by `npm run verdicts` from the model as it is. */
const files = import.meta.glob<readonly RecordedEvidence[]>('../../machines/*/verdicts.json', {
  import: 'default',
})

/** What recordings say about the clauses and choices of each specification; those that come with the page, and those that the browser keeps. */
export class Observed {
  readonly store: StoreApi<{ readonly builtIn: Readonly<Record<string, readonly Witness[]>> }> = createStore(() => ({
    builtIn: {},
  }))
  private readonly asked = new Set<string>()

  /** Fetches what the built-in recordings of a specification say, once. */
  async load(spec: string): Promise<void> {
    if (this.asked.has(spec)) return
    this.asked.add(spec)
    const load = files[`../../machines/${spec}/verdicts.json`]
    if (load === undefined) return
    // Without a connection nothing is said of what was observed; it is asked for again with the next clause.
    const all = await load().catch(() => void this.asked.delete(spec))
    if (all === undefined) return
    const named = all.map((one) => ({ ...one, id: `${spec}/${one.name}` }))
    this.store.setState(({ builtIn }) => ({ builtIn: { ...builtIn, [spec]: named } }))
  }
}

export const createObserved = (): Observed => new Observed()

/** What the recordings of a specification say that are there now, without a component: for minutes. */
export function witnessesOf(services: Services, spec: string): readonly Witness[] {
  const { kept } = services.of(createRecordings).store.getState()
  const own = kept.flatMap(({ id, spec: of, evidence }) =>
    of === spec && evidence !== null ? [{ ...evidence, id }] : [],
  )
  return [...own, ...(services.of(createObserved).store.getState().builtIn[spec] ?? [])]
}

/** What one recording says about a clause. */
export interface ClauseObserved {
  readonly id: string
  readonly name: string
  readonly isContradicted: boolean
  /** Places in its file: "4", "8–12". */
  readonly at: string
}

/** Recordings that show a clause or go against it, the latter first. */
export const observedOn = (witnesses: readonly Witness[], clause: string): ClauseObserved[] =>
  witnesses
    .flatMap(({ id, name, clauses }): ClauseObserved[] => {
      const found = clauses.find((one) => one.clause === clause)
      if (found === undefined) return []
      const isContradicted = found.against.length > 0
      return [{ id, name, isContradicted, at: rangesText(isContradicted ? found.against : found.seen) }]
    })
    .sort((a, b) => Number(b.isContradicted) - Number(a.isContradicted))

/** What recordings say about a value of a choice. */
export interface ChoiceObserved {
  readonly value: Value
  readonly words: string
  readonly requiredBy: readonly Pick<Witness, 'id' | 'name'>[]
  readonly ruledOutBy: readonly Pick<Witness, 'id' | 'name'>[]
}

/** For each value of a choice of which a recording speaks, which ones do. */
export function observedChoice(witnesses: readonly Witness[], knob: string): ChoiceObserved[] {
  const all = new Map<Value, { required: Witness[]; ruledOut: Witness[] }>()
  const of = (value: Value): { required: Witness[]; ruledOut: Witness[] } => {
    const known = all.get(value) ?? { required: [], ruledOut: [] }
    all.set(value, known)
    return known
  }
  for (const witness of witnesses)
    for (const choice of witness.choices) {
      if (choice.knob !== knob) continue
      if (choice.says === 'requires') for (const value of choice.fits) of(value).required.push(witness)
      for (const value of choice.ruledOut) of(value).ruledOut.push(witness)
    }
  return [...all].map(([value, { required, ruledOut }]) => ({
    value,
    words: valueWords(value),
    requiredBy: required,
    ruledOutBy: ruledOut,
  }))
}
