import type { Lesson } from './lesson.ts'

export const toldBefore: Lesson = {
  id: 'told-before-it-is-over',
  title: 'Told before it is over',
  says: 'All specifications tell the same story: something is started, and cancelled half-way. Each has its own order of being told and being over. Some clients learn of the end afterwards, some long before.',
  ask: { kind: 'which', story: 'half-way', measure: 'toldFirst' },
  why: 'MI ends the operation for the client on the tick of the cancel, while the provider works on. Others wait for the side that does the work, or look until they see it. The earlier such an answer comes, the less it says about the work.',
  code: `MI_Operation_Cancel(&op, MI_REASON_NONE);
waitForFinalResult(&op);   // at once: the client has left
// This is not "the provider has stopped".`,
}
