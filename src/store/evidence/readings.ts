import type { Value } from '#kernel/model.ts'
import type { Specification } from '#machines/specification.ts'
import { valueWords } from '../lab/valueWords.ts'
import type { Judgement } from '../workers/judgeServer.ts'

/** What a recording says of one value of a choice. */
export interface ReadingValue {
  readonly value: Value
  readonly words: string
  readonly state: 'required' | 'ruledOut' | 'open'
}

/** What a recording says of a choice. */
export interface ReadingRow {
  readonly knob: string
  readonly title: string
  readonly values: readonly ReadingValue[]
  /** "requires yes", "rules out never", "says nothing", "decided by hand". */
  readonly says: string
  readonly isSilent: boolean
  readonly clauses: readonly string[]
  readonly isDecided: boolean
}

/** Each choice of the specification, those first about which something is said. */
export function readingRows(
  { model, document }: Specification,
  { report }: Judgement,
  pinned: Readonly<Record<string, Value>>,
): ReadingRow[] {
  const rows = report.choices.flatMap(({ knob, says, fits, ruledOut }): ReadingRow[] => {
    const known = model.knobs[knob]
    if (known === undefined) return []
    const isDecided = Object.hasOwn(pinned, knob)
    const { domain } = known
    const place = (value: Value): number =>
      domain.type === 'enum'
        ? domain.values.indexOf(String(value))
        : domain.type === 'bool'
          ? Number(!value)
          : Number(value)
    const all = [...fits, ...ruledOut].sort((a, b) => place(a) - place(b))
    const list = (values: readonly Value[]): string => values.map(valueWords).join(', ')
    return [
      {
        knob,
        title: known.title,
        values: all.map((value) => ({
          value,
          words: valueWords(value),
          state: ruledOut.includes(value) ? 'ruledOut' : says === 'requires' ? 'required' : 'open',
        })),
        says: isDecided
          ? 'decided by hand'
          : says === 'nothing'
            ? 'says nothing'
            : says === 'requires'
              ? `requires ${list(fits)}`
              : `rules out ${list(ruledOut)}`,
        isSilent: says === 'nothing' && !isDecided,
        clauses: (known.clauses ?? []).filter((id) => Object.hasOwn(document.clauses, id)),
        isDecided,
      },
    ]
  })
  return rows.sort((a, b) => Number(a.isSilent) - Number(b.isSilent))
}
