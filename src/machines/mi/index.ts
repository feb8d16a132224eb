import { mi as document } from '#specs/mi.ts'
import type { Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { overdue } from './overdue.ts'
import { questions } from './questions.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'

export const mi: Specification = {
  document,
  model,
  scenarios,
  guards,
  questions,
  duties: [
    {
      says: 'Keep reading until the final result',
      clauses: ['MI-03', 'MI-06'],
      evidence: { kind: 'document', source: 'MI-03, MI-06' },
      until: 'settled',
    },
    {
      says: 'You still have to close the handle',
      clauses: ['MI-05'],
      evidence: { kind: 'document', source: 'MI-05' },
      until: { released: 'handle' },
    },
  ],
  worker: 'the provider',
  story,
  overdue,
  check: async () => (await import('./plan.ts')).plan,
}
