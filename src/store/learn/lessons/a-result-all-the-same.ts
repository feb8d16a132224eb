import notHonoured from './found/gax-cancel-not-honoured.json'
import { foundRun, type Lesson } from './lesson.ts'

export const aResultAllTheSame: Lesson = {
  id: 'a-result-all-the-same',
  title: 'A HAR of Google’s client',
  says: 'Google’s own client started an operation and cancelled it, and this is the run that explains its HAR. The cancel at {cancel} returns OK, and no look afterwards shows that anybody has heard of it. At {settled} the client is given the result of the whole work. Has the service broken its word?',
  ask: { kind: 'clause' },
  recording: 'lro/gax-cancel-not-honoured',
  // Made when it is asked for: the models may be loaded later than the course.
  get scenario() {
    return foundRun(notHonoured)
  },
  why: 'It has not: OK promises an attempt, and no success. Nobody outside can tell what became of the attempt. The HAR is explained by a service that means to honour the cancel and is too late, and as well by one that never does: Evidence rules out neither.',
  code: `await operation.cancel()                   // OK: an attempt has begun
const [response] = await operation.promise() // may be the whole result
use(response)                              // or it rejects, with code 1: CANCELLED`,
}
