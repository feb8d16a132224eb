import { lro as document } from '#specs/lro.ts'
import type { Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { questions } from './questions.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'
import { breaches, waysOut } from './waysOut.ts'

export const lro: Specification = {
  document,
  model,
  scenarios,
  guards,
  questions,
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
  isServed: true,
  anyClient: {
    knobs: { clientStyle: 'raw', polls: false, totalTimeoutTicks: 0 },
    invents: ({ kind, code, http }) => kind === 'return' && code === 'CANCELLED' && http === null,
  },
  story,
  waysOut,
  breaches,
  check: async () => (await import('./plan.ts')).plan,
}
