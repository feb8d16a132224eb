import type { Lesson } from './lesson.ts'

export const theEdge: Lesson = {
  id: 'the-edge',
  title: 'One tick earlier',
  says: 'The same calls once more, with the cancel one tick earlier than in the lesson before. It is accepted now, and the group has to go back to where it was.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'cmrp', scenario: 'same-tick', cancel: 'before' },
  why: 'The cancel arrives at {noticed}, one tick before the transfer would begin, and is taken. The group goes back to where it was, and that takes {knob:cancelTicks} ticks. So the work stops at {stopped}, long after the cancel has been answered.',
  code: `DWORD code = ApiCancelClusterGroupOperation(group, 0, &status);
if (code == ERROR_IO_PENDING)
    waitUntilNotPending(group);   // undoing takes time as well`,
}
