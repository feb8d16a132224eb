import type { Lesson } from './lesson.ts'

export const theRace: Lesson = {
  id: 'the-race',
  title: 'A race that the end wins',
  says: 'The worker looks for a cancel only every so often, and the work is nearly done. The cancel at {cancel} arrives in between. What the answer says and what becomes of the work are two questions; this is the first.',
  ask: { kind: 'code' },
  run: { spec: 'lro', scenario: 'the-end-came-first' },
}
