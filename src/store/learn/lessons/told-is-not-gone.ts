import type { Lesson } from './lesson.ts'

export const toldIsNotGone: Lesson = {
  id: 'told-is-not-gone',
  title: 'Told is not gone',
  says: 'The callback runs on the very tick of the cancel, at {noticed}. After that the operation needs {knob:reactTicks} ticks before it returns. By then the client has long been told that it is over.',
  ask: { kind: 'held', when: 'settled' },
  run: { spec: 'wws', scenario: 'told-at-once-gone-much-later' },
}
