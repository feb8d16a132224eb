import type { BuiltInScenario } from '../protocol.ts'

export const scenarios: readonly BuiltInScenario[] = [
  {
    id: 'cancel-half-way',
    title: 'Cancelled half-way',
    shows: 'The empty answer only says that the request was taken; the operation ends with code 1 when the worker has noticed.',
    knobs: {},
    steps: [
      { at: 0, do: 'count' },
      { at: 160, do: 'cancel' },
    ],
  },
]
