import type { Lesson } from './lesson.ts'

export const noReturn: Lesson = {
  id: 'the-point-of-no-return',
  title: 'The point of no return',
  says: 'A move takes a group offline, hands it over, and brings it online elsewhere. The cancel at {cancel} comes when the group is changing its owner. A cancel of this kind answers whether it may be carried out, and not only whether it came in.',
  ask: { kind: 'code' },
  run: { spec: 'cmrp', scenario: 'no-way-back' },
}
