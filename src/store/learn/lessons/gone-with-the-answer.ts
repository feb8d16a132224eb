import type { Lesson } from './lesson.ts'

export const goneWithTheAnswer: Lesson = {
  id: 'gone-with-the-answer',
  title: 'Cancelled, and gone before the answer',
  says: 'The program cancels at {cancel} and ends at once, before any answer. The cancel is on its way already, and nobody calls it back. To undo a move takes {knob:cancelTicks} ticks.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'cmrp', scenario: 'gone-after-the-cancel' },
  why: 'The cancel has left before the program ends, and arrives at {noticed}. It is taken and carried out; that nobody waits for the answer makes no difference to the cluster. The group is back at {stopped}, and no client knows it.',
  code: `ApiCancelClusterGroupOperation(group, 0, &status);   // wait for its answer
waitUntilNotPending(group);
ExitProcess(0);                                      // and only then go`,
}
