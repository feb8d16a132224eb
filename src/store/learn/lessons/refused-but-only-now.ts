import type { Lesson } from './lesson.ts'

export const refusedOnlyNow: Lesson = {
  id: 'refused-but-only-now',
  title: 'Refused, but only now',
  says: 'A service may refuse a cancel in one phase of the work and take it before and after. Here that phase begins {knob:refusedFrom} ticks after the work does and ends {knob:refusedTo} ticks after it. The cancel comes at {cancel}.',
  ask: { kind: 'code' },
  run: { spec: 'lro', scenario: 'only-now' },
  why: 'The request arrives in the phase in which the service refuses a cancel, so it answers FAILED_PRECONDITION and changes nothing. That is not the last word: the second cancel comes after the phase, and is taken. The worker stops at {stopped}, and the client reads CANCELLED at {settled}.',
  code: `err := client.CancelOperation(ctx, req)
for status.Code(err) == codes.FailedPrecondition && !isDone(name) {
	time.Sleep(interval) // refused now is not refused for ever
	err = client.CancelOperation(ctx, req)
}`,
}
