import { expect, it } from 'vitest'
import type { OpenQuestion } from './document.ts'

it('has no question that is neither a choice nor answered', () => {
  // @ts-expect-error: the types ask for a knob or an answer
  const silent: OpenQuestion = { says: 'What then?', clauses: [] }
  const chosen: OpenQuestion = { says: 'What then?', clauses: [], knob: 'which' }
  const answered: OpenQuestion = { says: 'What then?', clauses: [], answer: 'Nothing.' }
  expect([silent, chosen, answered].map(({ knob, answer }) => knob ?? answer)).toEqual([undefined, 'which', 'Nothing.'])
})
