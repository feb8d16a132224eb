import type { Lesson } from './lesson.ts'

export const nobodyIsLeft: Lesson = {
  id: 'nobody-is-left',
  title: 'Ctrl+C stops nobody',
  says: 'A program that is stopped sends nothing: no cancel, no farewell. Who does the work cannot notice, and works for nobody. Here somebody else has kept the name.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'lro', scenario: 'back-by-name' },
}
