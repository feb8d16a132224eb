/** What the demos tell. Numbers of a run are read from the page; a tick here is only where the cancel is dragged to. */
export interface Story {
  readonly id: string
  /** The function, as its tab says. */
  readonly api: string
  /** Title of the built-in scenario. */
  readonly scenario: string
  readonly question: string
  readonly moments: readonly { readonly tick: number; readonly because: string }[]
}

export const stories: readonly Story[] = [
  {
    id: 'mi',
    api: 'MI_Operation_Cancel',
    scenario: 'Over for you, not for the server',
    question: 'An enumeration is cancelled and the call says OK. Is the slot on the server free?',
    moments: [
      {
        tick: 120,
        because: 'Earlier does not help the server: from the cancel on, it takes as long until the provider looks.',
      },
      { tick: 350, because: 'After the handle is closed, the same call has nothing left to speak of.' },
    ],
  },
  {
    id: 'even6',
    api: 'EvtRpcCancel',
    scenario: 'Success, and it still works on',
    question: 'An export polls a flag. What does the number that means cancelled say, and who says it?',
    moments: [
      {
        tick: 195,
        because: 'A moment before the end: the flag is set, and the operation does not look at it any more.',
      },
      { tick: 90, because: 'Early: it is seen at the next look. The control handle stays, whatever is cancelled.' },
    ],
  },
  {
    id: 'cmrp',
    api: 'ApiCancelClusterGroupOperation',
    scenario: 'Cancelled in the queue',
    question: 'A move waits in the queue and is cancelled. The answer is ERROR_IO_PENDING: is that a yes?',
    moments: [{ tick: 30, because: 'Before there is a move, there is nothing to cancel, and the server says so.' }],
  },
  {
    id: 'wws',
    api: 'WsRegisterOperationForCancel',
    scenario: 'Told at once, gone much later',
    question: 'The host is aborted. The operation is told; who makes it stop?',
    moments: [
      {
        tick: 20,
        because: 'The cancel comes before the operation could register: it is told inside the registering call.',
      },
    ],
  },
  {
    id: 'lro',
    api: 'operations.cancel',
    scenario: 'Cancelled half-way',
    question: 'The service answers with an empty object. What has happened?',
    moments: [
      { tick: 280, because: 'Close to the end it is a race, and the answer is the same.' },
      { tick: 330, because: 'After the end, the answer is still the same.' },
    ],
  },
]
