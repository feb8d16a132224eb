import type { Json } from '#base/json.ts'
import type { Value } from '#kernel/model.ts'
import type { LabStore } from '../lab/lab.ts'

/** How the Evidence screen is looked at; it travels in links. */
export interface EvidencePlace {
  /** A recording that comes with the page (`lro/gax-cancel-honoured`), one that this browser keeps (`own/…`), or none. */
  readonly recording: string | null
  /** The line that is selected, by its index. */
  readonly line: number | null
  /** The operation whose lines are shown, by its number in the recording; null: all lines. */
  readonly operation: number | null
  /** Choices that somebody has decided, to see what becomes of the verdict. */
  readonly pinned: Readonly<Record<string, Value>>
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}

const isValue = (value: unknown): value is Value =>
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.length <= 100)

const isFrom = (least: number, value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least

/** What a link says of the screen; what makes no sense is as usual. */
export function evidencePlace(value: Json | undefined): EvidencePlace {
  const { recording, line, operation, pinned } = recordOf(value)
  const values = Object.entries(recordOf(pinned)).filter(
    (entry): entry is [string, Value] => /^\w{1,60}$/.test(entry[0]) && isValue(entry[1]),
  )
  return {
    recording: typeof recording === 'string' && /^[\w./-]{1,120}$/.test(recording) ? recording : null,
    line: isFrom(0, line) ? line : null,
    operation: isFrom(1, operation) ? operation : null,
    pinned: Object.fromEntries(values.slice(0, 40)),
  }
}

/** Looks at something else. Another recording has other operations: all of its lines are shown. */
export function setEvidence(lab: LabStore, change: Partial<EvidencePlace>): void {
  const place = evidencePlace(lab.getState().places.evidence)
  lab.actions.setPlace('evidence', {
    ...place,
    ...(change.recording === undefined ? {} : { operation: null }),
    ...change,
  })
}
