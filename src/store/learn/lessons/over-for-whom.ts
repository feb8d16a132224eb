import type { Lesson } from './lesson.ts'

export const overForWhom: Lesson = {
  id: 'over-for-whom',
  title: 'Over for whom?',
  says: 'At {settled} the client has its final result: for it, the operation is over. Behind the link a provider may still be at work, and handles are there until somebody closes them.',
  ask: { kind: 'held', when: 'settled' },
  run: { spec: 'mi', scenario: 'over-for-you-only' },
}
