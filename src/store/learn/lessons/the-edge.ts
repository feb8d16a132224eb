import type { Lesson } from './lesson.ts'

export const theEdge: Lesson = {
  id: 'the-edge',
  title: 'The last tick that helps',
  says: 'The same calls once more, with the cancel one tick earlier than in the lesson before. Think of what the group is doing when the request comes in.',
  ask: { kind: 'code' },
  run: { spec: 'cmrp', scenario: 'same-tick', cancel: 'before' },
}
