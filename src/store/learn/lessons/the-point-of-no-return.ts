import type { Lesson } from './lesson.ts'

export const noReturn: Lesson = {
  id: 'the-point-of-no-return',
  title: 'In the middle of a move',
  says: 'A move takes a group offline, hands it over, and brings it online elsewhere. The cancel at {cancel} comes when the group is changing its owner. This cancel also says whether it is still possible.',
  ask: { kind: 'code' },
  run: { spec: 'cmrp', scenario: 'no-way-back' },
  why: 'A move can be cancelled while it waits or goes offline; this one is being handed over. The answer says so: ERROR_INVALID_STATE, and nothing has changed. The move is over at {stopped}, as if nobody had asked.',
  code: `switch (ApiCancelClusterGroupOperation(group, 0, &status)) {
case ERROR_INVALID_STATE: waitForTheMove(); break;   // too late: it will end elsewhere
case ERROR_IO_PENDING:    waitForTheUndo(); break;   // taken, and not done yet
case ERROR_SUCCESS:       break;
}`,
}
