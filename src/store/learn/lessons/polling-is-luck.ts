import type { Lesson } from './lesson.ts'

export const pollingIsLuck: Lesson = {
  id: 'polling-is-luck',
  title: 'Who looks too seldom',
  says: 'An export looks at the flag every {knob:pollTicks} ticks and does not see it in between. The cancel at {cancel} comes shortly before the work is over, and it is accepted.',
  ask: { kind: 'tick', of: 'stopped' },
  run: { spec: 'even6', scenario: 'export-never-looked' },
}
