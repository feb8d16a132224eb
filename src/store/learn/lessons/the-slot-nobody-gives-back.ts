import type { Lesson } from './lesson.ts'

export const theSlot: Lesson = {
  id: 'the-slot-nobody-gives-back',
  title: 'The slot nobody gives back',
  says: 'A method runs on a provider, and each running operation takes one of the slots of the server. The client cancels at {cancel}, has its final result at once and closes its handle soon after. The provider is never told.',
  ask: { kind: 'tick', of: { free: 'quota' } },
  run: { spec: 'mi', scenario: 'the-method-goes-on' },
}
