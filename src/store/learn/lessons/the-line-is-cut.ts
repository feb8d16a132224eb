import type { Lesson } from './lesson.ts'

export const lineCut: Lesson = {
  id: 'the-line-is-cut',
  title: 'The line is cut',
  says: 'The connection is lost right after the cancel. Some clients are told by their own side, some ask again on a new connection. For others the end of the story is written where they cannot read it.',
  ask: { kind: 'which', story: 'lost', measure: 'neverTold' },
}
