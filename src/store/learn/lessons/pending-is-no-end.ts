import type { Lesson } from './lesson.ts'

export const pendingIsNoEnd: Lesson = {
  id: 'pending-is-no-end',
  title: 'Pending is no end',
  says: 'A move waits in the queue, and its cancel is taken at {cancel}. The answer says that it is being carried out. The client asks for the state of the group until it knows more.',
  ask: { kind: 'tick', of: 'settled' },
  run: { spec: 'cmrp', scenario: 'cancelled-in-the-queue' },
}
