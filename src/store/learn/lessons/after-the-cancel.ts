import type { Lesson } from './lesson.ts'

export const afterTheCancel: Lesson = {
  id: 'after-the-cancel',
  title: 'Results after the cancel',
  says: 'Results come one by one, and each needs {knob:linkTicks} ticks on the way. The cancel is accepted at {accepted}, on the tick on which it is called. Code that discards results after a cancel loses data.',
  ask: { kind: 'late' },
  run: { spec: 'mi', scenario: 'over-for-you-only' },
  why: 'Results that are on their way or waiting when the cancel comes are still handed over. The last of them arrives at {settled}, with the final result. A client that stops reading at the cancel loses them, and does not learn that the operation is over.',
  code: `MI_Operation_Cancel(&op, MI_REASON_NONE);
MI_Boolean more = MI_TRUE;
while (more && MI_Operation_GetInstance(&op, &inst, &more, &result, NULL, NULL) == MI_RESULT_OK)
    if (inst != NULL) keep(inst);   // results still come
MI_Operation_Close(&op);`,
}
