import type { Lesson } from './lesson.ts'

export const afterTheCancel: Lesson = {
  id: 'after-the-cancel',
  title: 'Results after the cancel',
  says: 'Results come one by one, and each needs {knob:linkTicks} ticks on the way. The cancel is accepted at {accepted}, on the tick on which it is called. Handlers that throw everything away after a cancel will miss something.',
  ask: { kind: 'late' },
  run: { spec: 'mi', scenario: 'over-for-you-only' },
}
