import type { Lesson } from './lesson.ts'

export const overForWhom: Lesson = {
  id: 'over-for-whom',
  title: 'Over for whom?',
  says: 'At {settled} the client has its final result: for it, the operation is over. Behind the link a provider may still be at work, and handles are there until somebody closes them.',
  ask: { kind: 'held', when: 'settled' },
  run: { spec: 'mi', scenario: 'over-for-you-only' },
  why: 'The final result ends the operation for the client only. The provider hears of the cancel at {noticed} and stops at {stopped}; until then the server counts it, and its slot is taken. The handle belongs to the client, and is free when the client closes it, at {released}.',
  code: `if (!more) {                   // over for the client
    MI_Operation_Close(&op);   // the handle is yours to give back
    // The provider may still run and hold a slot:
    // expect MI_RESULT_SERVER_LIMITS_EXCEEDED for a while.
}`,
}
