import cancelAsync from './found/cancel-async.json'
import { foundRun, type Lesson } from './lesson.ts'

export const nothingMoreCame: Lesson = {
  id: 'nothing-more-came',
  title: 'A log of OMI',
  says: 'A client of OMI logged its calls, and this is the run that explains the log. The provider has another result every {knob:resultTicks} ticks. After the third one has come, the client cancels at {cancel}, while its provider is at work on the next.',
  ask: { kind: 'late' },
  recording: 'mi/cancel-async',
  // Made when it is asked for: the models may be loaded later than the course.
  get scenario() {
    return foundRun(cancelAsync)
  },
  why: 'The client drops its connection as it cancels, so nothing more comes; at {settled} it has its final result, MI_RESULT_FAILED, as the log shows. It does not show the work: in this run the provider stops at {stopped}, and other runs fit as well. The lines that the provider has written in the same file are not held against the model, and they go on to its last result.',
  code: `MI_Operation_Cancel(&op, MI_REASON_NONE);  // MI_RESULT_OK: asked, not stopped
// Once more the callback comes, without an instance:
//   moreResults == MI_FALSE, resultCode == MI_RESULT_FAILED
// It says nothing about the provider.`,
}
