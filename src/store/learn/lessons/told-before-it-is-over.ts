import type { Lesson } from './lesson.ts'

export const toldBefore: Lesson = {
  id: 'told-before-it-is-over',
  title: 'Told before it is over',
  says: 'All specifications tell the same story: something is started, and cancelled half-way. Each has its own order of being told and being over. With some the client learns of the end after it, with some long before.',
  ask: { kind: 'which', story: 'half-way', measure: 'toldFirst' },
}
