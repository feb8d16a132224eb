import { even6 as document } from '#specs/even6.ts'
import type { Specification } from '../specification.ts'
import { guards } from './guards.ts'
import { questions } from './questions.ts'
import { model } from './model.ts'
import { scenarios } from './scenarios.ts'
import { story } from './story.ts'

export const even6: Specification = {
  document,
  model,
  scenarios,
  guards,
  questions,
  duties: [
    {
      says: 'Wait until the call itself has come back',
      clauses: ['EV-12', 'EV-20'],
      evidence: { kind: 'document', source: 'EV-20; Win32: EvtCancel' },
      until: 'settled',
    },
    {
      says: 'Close the control handle all the same',
      clauses: ['EV-10', 'EV-16'],
      evidence: { kind: 'document', source: 'EV-10, EV-16' },
      until: { released: 'controlHandle' },
    },
    {
      says: 'Close the query handle',
      clauses: ['EV-10', 'EV-17'],
      evidence: { kind: 'document', source: 'EV-10, EV-17' },
      until: { released: 'queryHandle' },
    },
    {
      says: 'Close the subscription handle',
      clauses: ['EV-10', 'EV-17'],
      evidence: { kind: 'document', source: 'EV-10, EV-17' },
      until: { released: 'subscriptionHandle' },
    },
  ],
  worker: 'the server',
  story,
  check: async () => (await import('./plan.ts')).plan,
}
