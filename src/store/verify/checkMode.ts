import { setup, type SnapshotFrom } from 'xstate'

/**
 * What a check of a specification is about to do. Starting again while it explores stops what is under way first; nothing that was
 * found is thrown away by stopping.
 */
export const checkMachine = setup({
  types: { events: {} as { type: 'start' | 'stop' | 'acknowledge' | 'finish' | 'fail' | 'recall' } },
}).createMachine({
  id: 'check',
  initial: 'idle',
  states: {
    // What an earlier page found is as good as found here.
    idle: { on: { start: 'exploring', recall: 'done' } },
    exploring: { on: { stop: 'stopping', finish: 'done', fail: 'failed' } },
    stopping: { on: { acknowledge: 'stopped', start: 'exploring' } },
    stopped: { on: { start: 'exploring' } },
    done: { on: { start: 'exploring' } },
    failed: { on: { start: 'exploring' } },
  },
})

export type CheckMode = SnapshotFrom<typeof checkMachine>['value']
