import { cmrp as document } from '#specs/cmrp.ts'
import type { Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { questions } from './questions.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'

export const cmrp: Specification = {
  document,
  model,
  scenarios,
  guards,
  questions,
  duties: [
    {
      says: 'Watch the group until it is out of Pending: nobody calls back',
      clauses: ['CM-07', 'CM-20'],
      evidence: { kind: 'document', source: 'CM-07, CM-20' },
      until: 'settled',
    },
    {
      says: 'Wait for the group to be free before the next move',
      clauses: ['CM-21'],
      evidence: { kind: 'document', source: 'CM-21' },
      until: { released: 'move' },
    },
    {
      says: 'Close the group handle all the same',
      clauses: ['CM-16', 'CM-23'],
      evidence: { kind: 'inference', source: 'CM-23: only a lost connection gives the handle back by itself' },
      until: { released: 'groupHandle' },
    },
  ],
  worker: 'the cluster',
  story,
  check: async () => (await import('./plan.ts')).plan,
}
