import type { Lesson } from './lesson.ts'

export const toldIsNotGone: Lesson = {
  id: 'told-is-not-gone',
  title: 'Told is not gone',
  says: 'The callback runs on the very tick of the cancel, at {noticed}. After that the operation needs {knob:reactTicks} ticks before it returns. The client is told that it is over before that.',
  ask: { kind: 'held', when: 'settled' },
  run: { spec: 'wws', scenario: 'told-at-once-gone-much-later' },
  why: 'The callback runs on the tick of the cancel, but it can only raise a flag: the operation goes on until it looks. It returns at {stopped}, and until then its call and its state are in use. The client was told at {settled}, when neither was free.',
  code: `void CALLBACK OnCancel(WS_SERVICE_CANCEL_REASON reason, void* state) {
    ((JOB*)state)->cancelled = TRUE;   // raise a flag, and return
}
// The operation reads the flag, and returns by itself.`,
}
