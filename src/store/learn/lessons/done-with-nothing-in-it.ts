import type { Lesson } from './lesson.ts'

export const nothingInIt: Lesson = {
  id: 'done-with-nothing-in-it',
  title: 'Done, with nothing in it',
  says: 'This service gives neither a response nor an error: an operation of its kind is done, and that is all. It notices the cancel and finishes its work first. The client asks {knob:pollTicks} ticks after each answer.',
  ask: { kind: 'tick', of: 'settled' },
  run: { spec: 'lro', scenario: 'finished-all-the-same', knobs: { result: 'none', clientStyle: 'go' } },
  why: 'The worker notices at {noticed}, finishes at {stopped}, and leaves a record that is done and has neither a response nor an error. The client sees that with its next look, at {settled}. Its library has nothing to hand over and reports UNKNOWN, which is neither a failure of the work nor a cancel.',
  code: `if op.GetDone() && op.GetResult() == nil {
	finished() // done, and that is all that this service says
}`,
}
