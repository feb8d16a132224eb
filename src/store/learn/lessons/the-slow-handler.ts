import type { Lesson } from './lesson.ts'

export const theSlowHandler: Lesson = {
  id: 'the-slow-handler',
  title: 'A handler is part of the call',
  says: 'The cancel callback runs at {noticed} and takes {knob:callbackTicks} ticks. The operation heeds it at once and has returned at {stopped}. Its state may be released only when nobody uses it any more.',
  ask: { kind: 'tick', of: 'released' },
  run: { spec: 'wws', scenario: 'slow-handler' },
}
