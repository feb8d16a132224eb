import type { Lesson } from './lesson.ts'

export const theNextCall: Lesson = {
  id: 'the-next-call-dies',
  title: 'The cancel that hits the next call',
  says: 'The control handle has a flag, and a cancel sets it. At {cancel} no call is running under the handle, so there is nothing that could be stopped. The next call comes later and will find the flag as it is left.',
  ask: { kind: 'code' },
  run: { spec: 'even6', scenario: 'poisoned-while-idle' },
}
