import type { Lesson } from './lesson.ts'

export const oneTick: Lesson = {
  id: 'one-tick-decides',
  title: 'One tick decides',
  says: 'The cancel arrives on the same tick on which the transfer begins. Somebody has to be first, and the model says who. Nothing in the code of the client can make this safe; it can only be ready for both answers.',
  ask: { kind: 'code' },
  run: { spec: 'cmrp', scenario: 'same-tick' },
}
