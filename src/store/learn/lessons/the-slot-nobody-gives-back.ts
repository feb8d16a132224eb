import type { Lesson } from './lesson.ts'

export const theSlot: Lesson = {
  id: 'the-slot-nobody-gives-back',
  title: 'A slot on the server',
  says: 'A method runs on a provider, and each running operation takes one of the slots of the server. The client cancels at {cancel}, has its final result at once and closes its handle soon after. Nobody tells the provider.',
  ask: { kind: 'tick', of: { free: 'quota' } },
  run: { spec: 'mi', scenario: 'the-method-goes-on' },
  why: 'The client library hands over the final result at once, and nobody tells the provider. The method runs to its end at {stopped}, and its slot is taken until then, although the handle has long been closed. An operation that starts in between is refused with MI_RESULT_SERVER_LIMITS_EXCEEDED.',
  code: `for (int tries = 0; tries < 5; tries++) {   // the slot comes back when the method ends
    if (start(&op) != MI_RESULT_SERVER_LIMITS_EXCEEDED) break;
    MI_Operation_Close(&op);
    Sleep(1000 << tries);
}`,
}
