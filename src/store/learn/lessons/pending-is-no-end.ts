import type { Lesson } from './lesson.ts'

export const pendingIsNoEnd: Lesson = {
  id: 'pending-is-no-end',
  title: 'Pending is no end',
  says: 'A move waits in the queue, and its cancel is taken at {cancel}. The answer says that it is being carried out. The client asks for the state of the group until it knows more.',
  ask: { kind: 'tick', of: 'settled' },
  run: { spec: 'cmrp', scenario: 'cancelled-in-the-queue' },
  why: 'ERROR_IO_PENDING says that the cancel was taken, and that it takes time. The move is undone until {stopped}, and no message tells the client. It sees the group out of Pending with its next look, at {settled}.',
  code: `if (ApiCancelClusterGroupOperation(group, 0, &status) == ERROR_IO_PENDING)
    do {
        Sleep(500);
        ApiGetGroupState(group, &state, &node, &status);
    } while (state == ClusterGroupPending);`,
}
