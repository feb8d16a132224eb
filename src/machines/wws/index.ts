import { wws as document } from '#specs/wws.ts'
import type { Duty, Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { questions } from './questions.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'

const duties: readonly Duty[] = [
  {
    says: 'Let the operation return: the runtime waits for it',
    clauses: ['WS-13', 'WS-30'],
    evidence: { kind: 'document', source: 'WS-13' },
    until: { released: 'call' },
  },
  {
    says: 'Release the state, but only after the call is complete',
    clauses: ['WS-14', 'WS-16'],
    evidence: { kind: 'inference', source: 'WS-14, WS-16' },
    until: { released: 'userState' },
  },
]

export const wws: Specification = {
  document,
  model,
  scenarios,
  guards,
  questions,
  duties,
  worker: 'the operation',
  story,
  check: async () => (await import('./plan.ts')).plan,
}
