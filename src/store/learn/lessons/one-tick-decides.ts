import type { Lesson } from './lesson.ts'

export const oneTick: Lesson = {
  id: 'one-tick-decides',
  title: 'One tick decides',
  says: 'The cancel arrives on the same tick on which the transfer begins. Somebody has to be first, and the model says who. Nothing in the code of the client can make this safe; it can only be ready for both answers.',
  ask: { kind: 'code' },
  run: { spec: 'cmrp', scenario: 'same-tick' },
  why: 'The cancel arrives on the tick on which the transfer begins, and in this model a tie goes to the transfer. So the answer is ERROR_INVALID_STATE, and the move goes on until {stopped}. A client cannot know which comes first, so it has to be ready for both answers.',
  code: `DWORD code = ApiCancelClusterGroupOperation(group, 0, &status);
BOOL isTaken = code == ERROR_SUCCESS || code == ERROR_IO_PENDING;
waitUntilNotPending(group);
if (!isTaken) moveBack(group);   // it has moved: undoing that is another move`,
}
