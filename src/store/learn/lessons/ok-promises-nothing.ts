import type { Lesson } from './lesson.ts'

export const okPromisesNothing: Lesson = {
  id: 'ok-promises-nothing',
  title: 'OK promises nothing',
  says: 'This worker notices the cancel and carries on all the same: the document promises effort, not success. Sooner or later the client reads how it ended. What it has read about stays on the server.',
  ask: { kind: 'held', when: 'settled' },
  run: { spec: 'lro', scenario: 'finished-all-the-same' },
}
