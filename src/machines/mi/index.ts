import { mi as document } from '#specs/mi.ts'
import type { Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'

export const mi: Specification = {
  document,
  model,
  scenarios,
  guards,
  duties: [
    {
      says: 'Take results until the final one',
      clauses: ['MI-03', 'MI-06'],
      evidence: { kind: 'document', source: 'MI-03, MI-06' },
      until: 'settled',
    },
    {
      says: 'Close the handle all the same',
      clauses: ['MI-05'],
      evidence: { kind: 'document', source: 'MI-05' },
      until: { released: 'handle' },
    },
  ],
  worker: 'the provider',
  story,
  check: async () => (await import('./plan.ts')).plan,
}
