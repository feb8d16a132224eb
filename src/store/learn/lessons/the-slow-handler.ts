import type { Lesson } from './lesson.ts'

export const theSlowHandler: Lesson = {
  id: 'the-slow-handler',
  title: 'A handler is part of the call',
  says: 'The cancel callback runs at {noticed} and takes {knob:callbackTicks} ticks. The operation heeds it at once and has returned at {stopped}. Its state may be released only when nobody uses it.',
  ask: { kind: 'tick', of: 'released' },
  run: { spec: 'wws', scenario: 'slow-handler' },
  why: 'This callback takes {knob:callbackTicks} ticks, and the abort waits for it. The operation has long returned, but the callback still uses its state, so nothing may free it yet. Everything is released at {released}, when the callback is done.',
  code: `void CALLBACK OnCancel(WS_SERVICE_CANCEL_REASON reason, void* state) {
    SetEvent(((JOB*)state)->stop);   // nothing slow in here: the abort waits for it
}
void CALLBACK OnFree(void* state) { free(state); }   // runs when both are done`,
}
