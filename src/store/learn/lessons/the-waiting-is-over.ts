import type { Lesson } from './lesson.ts'

export const theWaitingIsOver: Lesson = {
  id: 'the-waiting-is-over',
  title: 'The library lost its patience',
  says: 'A library that has waited {knob:totalTimeoutTicks} ticks in all gives up, and sends no cancel for that. Before it does, the client cancels at {cancel}, and the service honours it late. Whoever gave up does not hear of the end.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'lro', scenario: 'finished-all-the-same', knobs: { totalTimeoutTicks: 200 } },
  why: 'Waiting {knob:totalTimeoutTicks} ticks is a limit of the library, not of the service, and no cancel is sent when it is reached. The worker notices the client’s own cancel at {noticed}, finishes its work first, and stops at {stopped}. The record holds the outcome, for whoever asks again by name.',
  code: `ctx, stop := context.WithTimeout(ctx, patience)
defer stop()
if _, err := op.Wait(ctx); errors.Is(err, context.DeadlineExceeded) {
	askLater(op.Name()) // only the waiting is over
}`,
}
