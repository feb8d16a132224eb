import { lro as document } from '#specs/lro.ts'
import type { Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'

export const lro: Specification = {
  document,
  model,
  scenarios,
  guards,
  duties: [
    {
      says: 'Look with GetOperation whether it was cancelled or has finished',
      clauses: ['LR-04', 'LR-15'],
      evidence: { kind: 'document', source: 'LR-04' },
      until: 'settled',
    },
    {
      says: 'Delete the record when nobody needs it any more',
      clauses: ['LR-05', 'LR-17'],
      evidence: { kind: 'document', source: 'LR-05, LR-17' },
      until: { released: 'record' },
    },
  ],
  worker: 'the worker',
  story,
  check: async () => (await import('./plan.ts')).plan,
}
