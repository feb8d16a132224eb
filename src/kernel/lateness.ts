/**
 * Which results are late: those that arrive after a cancel aimed at their operation was issued, where that cancel is accepted, be it
 * later. Of several such cancels the one that was issued first decides. This is the one rule of it; the outcome, the lines of a
 * trace and the ledger of the exhaustive check all follow it.
 */
export interface Lateness {
  /** Whether a cancel of the operation was accepted. */
  readonly accepted: boolean
  /** Results that are known to be late. */
  readonly late: number
  /** Results since each cancel was issued of which it is not known whether it is accepted; by the key of its call. */
  readonly undecided: Readonly<Record<string, number>>
}

export const nothingLate: Lateness = { accepted: false, late: 0, undecided: {} }

const keep = (
  { undecided }: Lateness,
  isKept: (call: string, count: number) => boolean,
): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(undecided).filter(([call, count]) => isKept(call, count)))

/** A cancel of the operation was issued. After one that was accepted no other has a say, nor has one whose call is not known. */
export const afterIssue = (before: Lateness, call: string): Lateness =>
  before.accepted || call === '' || Object.hasOwn(before.undecided, call)
    ? before
    : { ...before, undecided: { ...before.undecided, [call]: 0 } }

/** A result arrived. `most`: no count goes beyond it, for those who need not know more. */
export function afterResult(before: Lateness, most = Infinity): Lateness {
  const { accepted, late, undecided } = before
  const calls = Object.entries(undecided)
  if (!accepted && calls.length === 0) return before
  return {
    accepted,
    late: accepted ? Math.min(most, late + 1) : late,
    undecided: Object.fromEntries(calls.map(([call, count]) => [call, Math.min(most, count + 1)])),
  }
}

/** A cancel was accepted. */
export function afterAcceptance(before: Lateness, call: string): Lateness {
  const late = Math.max(before.late, before.undecided[call] ?? 0)
  // One that was issued later counts no result that is not late already.
  return { accepted: true, late, undecided: keep(before, (other, count) => other !== call && count > late) }
}

/** A call returned: if it was a cancel and it has not been accepted by now, it was refused. */
export const afterReturn = (before: Lateness, call: string): Lateness =>
  Object.hasOwn(before.undecided, call) ? { ...before, undecided: keep(before, (other) => other !== call) } : before
