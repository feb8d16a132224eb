import type { Lesson } from './lesson.ts'

export const anOldHandle: Lesson = {
  id: 'an-old-handle',
  title: 'The handle is of before',
  says: 'The service of the node restarts while a move waits in the queue. The move belongs to the cluster and goes on; the handle belonged to the service. At {cancel} the client cancels with the handle that it has.',
  ask: { kind: 'code' },
  run: { spec: 'cmrp', scenario: 'restarted-under-the-move' },
  why: 'A group handle belongs to the service of a node, and a restart of the service forgets it. The move belongs to the cluster and waits on, so this cancel is refused while there is still something to cancel. With a handle that is opened anew the cancel is taken, and the group is back at {stopped}.',
  code: `if (ApiCancelClusterGroupOperation(group, 0, &status) == ERROR_INVALID_HANDLE) {
    group = ApiOpenGroupEx(binding, name, access, &granted, &error, &status);
    ApiCancelClusterGroupOperation(group, 0, &status);
}`,
}
