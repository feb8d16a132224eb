import { createActor, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate'

/**
 * Where one is with a recording. Another may be chosen at any time; a search that was stopped keeps what it has explained, and can
 * begin again.
 */
export const evidenceMachine = setup({
  types: { events: {} as { type: 'choose' | 'open' | 'stop' | 'finish' | 'fail' | 'leave' } },
}).createMachine({
  id: 'evidence',
  initial: 'empty',
  on: { choose: '.loading', open: '.explaining', leave: '.empty' },
  states: {
    empty: {},
    /** Its lines are on their way. */
    loading: { on: { fail: 'missing' } },
    /** The lines are there, a run is looked for. */
    explaining: { on: { stop: 'stopped', finish: 'judged', fail: 'failed' } },
    stopped: {},
    judged: {},
    failed: {},
    missing: {},
  },
})

export type EvidenceMode = SnapshotFrom<typeof evidenceMachine>['value']

/** One that has begun. */
export const startEvidenceMode = (): ActorRefFrom<typeof evidenceMachine> => createActor(evidenceMachine).start()
