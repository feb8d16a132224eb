import type { Lesson } from './lesson.ts'

export const theSlotAndTheSession: Lesson = {
  id: 'the-slot-lives-as-long-as-the-session',
  title: 'The slot lives as long as the session',
  says: 'The client cancels at {cancel}. The provider is told and stops, the client has its final result and closes its handle, and a further operation is refused all the same: the first one still has its slot.',
  ask: { kind: 'tick', of: { free: 'quota' } },
  run: { spec: 'mi', scenario: 'the-slot-lives-as-long-as-the-session' },
  why: 'The provider stops at {stopped}, but under this reading the server counts the session and not the operation. So the slot stays taken after the work has stopped and the handle is closed, and the operation that starts in between is refused. It is free when the server hears that the session is closed.',
  code: `MI_Operation_Close(&op);                         // gives back the handle
if (start(&op) == MI_RESULT_SERVER_LIMITS_EXCEEDED) {
    MI_Session_Close(&session, NULL, NULL);      // gives back the slot
    open(&session);
}`,
}
