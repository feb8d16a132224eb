import type { Lesson } from './lesson.ts'

export const askingIsNotStopping: Lesson = {
  id: 'asking-is-not-stopping',
  title: 'Asking is not stopping',
  says: 'A cancel is a request. That it was answered says only that it came in; whoever does the work has to notice it first. Here one message takes {knob:linkTicks} ticks, and the worker looks for a cancel now and then.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'lro', scenario: 'cancel-half-way' },
}
