/** The faults that are planted into a client that is otherwise right. */
export interface Faults {
  readonly takesOkForStopped?: boolean
  readonly dropsResult?: boolean
  readonly pollsForEver?: boolean
  readonly leaves?: boolean
}

/** A client that has started an operation: its cancel, and what it tells its caller of the end. */
export interface PlantedClient {
  readonly cancel: () => Promise<void>
  readonly told: Promise<string | null>
}

/**
 * A client as somebody might write it, for the tests of the kit. A page under test gets it as text, so it uses nothing of this file.
 * `url`: what stands before the paths of the service.
 */
export async function plantedClient(url: string, faults: Faults): Promise<PlantedClient> {
  const json = async (path: string, method = 'GET') => {
    const response = await fetch(`${url}/v1/${path}`, { method })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const name = String((await json('matters/1:count', 'POST')).body['name'])
  let isAsked = false
  let isStopped = false
  const cancel = async (): Promise<void> => {
    isAsked = true
    isStopped = faults.leaves === true
    if (faults.leaves === true) return
    const { status } = await json(`${name}:cancel`, 'POST')
    isStopped = faults.takesOkForStopped === true && status === 200
  }
  const ended = async (): Promise<string | null> => {
    while (!isStopped) {
      const look = await json(name)
      if (isStopped) break
      if (look.status === 404 && faults.pollsForEver !== true) return 'NOT_FOUND'
      const { done, error } = look.body
      if (look.status !== 200 || done !== true) continue
      if (faults.dropsResult === true && isAsked) return 'CANCELLED'
      return error === undefined ? 'OK' : (error as { code: number }).code === 1 ? 'CANCELLED' : 'INTERNAL'
    }
    return faults.leaves === true ? null : 'CANCELLED'
  }
  return { cancel, told: ended() }
}

const cancelled = {
  steps: [
    { at: 0, do: 'count' },
    { at: 160, do: 'cancel' },
  ],
}
/** Another client deletes the operation. */
const deleted = { steps: [...cancelled.steps, { at: 200, do: 'delete', actor: 'other' }] }

/** What a client that is right is tried against. */
export const services = [
  { name: 'whatever the service does', ...cancelled },
  { name: 'also where the service does not stop', ...cancelled, knobs: { honoursCancel: 'never' } },
  { name: 'also where it fails', ...cancelled, knobs: { honoursCancel: 'fails' } },
  { name: 'also where cancel is not offered', ...cancelled, knobs: { supportsCancel: false } },
  { name: 'also where it comes too late', ...cancelled, knobs: { cancelDone: 'failedPrecondition' } },
  { name: 'also where there is a phase without cancel', ...cancelled, knobs: { refusedFrom: 40, refusedTo: 90 } },
  { name: 'also where another client deletes the operation', ...deleted },
] as const

/** Each fault, a scenario in which it shows, and what is said of it. */
export const plantedFaults = [
  {
    name: 'takes OK for stopped',
    scenario: cancelled,
    faults: { takesOkForStopped: true },
    what: 'it says CANCELLED, and no answer has said how the operation ended',
  },
  {
    name: 'drops the last result',
    scenario: cancelled,
    faults: { dropsResult: true },
    what: 'it says CANCELLED, and the service has said OK',
  },
  {
    name: 'polls for ever after a delete',
    scenario: deleted,
    faults: { pollsForEver: true },
    what: 'it asks on and on for an operation that is gone',
  },
  {
    name: 'leaves on Ctrl+C',
    scenario: cancelled,
    faults: { leaves: true },
    what: 'no cancel has reached the service, which would have answered OK',
  },
] as const satisfies readonly { name: string; scenario: object; faults: Faults; what: string }[]
