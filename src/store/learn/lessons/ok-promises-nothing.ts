import type { Lesson } from './lesson.ts'

export const okPromisesNothing: Lesson = {
  id: 'ok-promises-nothing',
  title: 'OK promises nothing',
  says: 'This worker notices the cancel and carries on: the document promises effort, not success. Eventually the client learns the outcome.',
  ask: { kind: 'held', when: 'settled' },
  run: { spec: 'lro', scenario: 'finished-all-the-same' },
  why: 'OK says that the request came in; the document asks the service for its best effort and no more. This worker notices at {noticed} and finishes at {stopped} all the same, so the operation ends as a success. The operation record stays until somebody deletes it, whatever the end was.',
  code: `if r := op.GetResponse(); r != nil {
	use(r) // the work was done, in spite of the cancel
} else {
	undo(op.GetError()) // CANCELLED is one of the errors
}`,
}
