import type { Exchange } from '#formats/lroExchanges.ts'
import type { Outcome } from '#kernel/trace.ts'
import type { Expected } from './moments.ts'

/** Looks at an operation that is not there after which nobody can still be hoping. */
const looksMax = 20

/** What a client does for ever, as far as that can be told; null where it does nothing of the kind. */
export function goesOnAfterTheEnd(exchanges: readonly Exchange[]): string | null {
  const last = exchanges.slice(-looksMax)
  if (last.length < looksMax || !last.every(({ method, status }) => method === 'GET' && status === 404)) return null
  return `it asks on and on for an operation that is gone: ${looksMax} looks in a row were NOT_FOUND`
}

/** What the code under test did that the model's client does not do, or says that nobody has told it. */
export function faultsIn(expected: Expected, seen: Outcome, told: string | null): string[] {
  const faults: string[] = []
  const sent = seen.cancel?.code ?? null
  const wanted = expected.cancel
  if (sent !== wanted)
    faults.push(
      sent === null
        ? `no cancel has reached the service, which would have answered ${String(wanted)}`
        : `the cancel returned ${sent}, and ${wanted ?? 'none'} was expected`,
    )
  const [learnt, end] = [seen.settle?.code ?? null, expected.outcome.settle?.code ?? null]
  const isEnd = told === 'OK' || told === 'CANCELLED'
  if (learnt === null && isEnd)
    faults.push(`it says ${told}, and no answer has said how the operation ended: OK to a cancel does not`)
  else if (learnt !== null && told !== null && told !== learnt)
    faults.push(`it says ${told}, and the service has said ${learnt}`)
  else if (learnt !== end)
    faults.push(
      learnt === null
        ? `it has stopped looking before it could know that the operation ended with ${String(end)}`
        : `the operation ended with ${learnt}, and ${end ?? 'no end that its client could see'} was expected`,
    )
  return faults
}
