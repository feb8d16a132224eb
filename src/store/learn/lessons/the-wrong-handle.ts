import type { Lesson } from './lesson.ts'

export const theWrongHandle: Lesson = {
  id: 'the-wrong-handle',
  title: 'Which handle?',
  says: 'A query has two handles: one to read with, and one to control it. The example of the document itself cancels with the first. The rules of the method say what comes of that.',
  ask: { kind: 'clause' },
  run: { spec: 'even6', scenario: 'wrong-handle' },
}
