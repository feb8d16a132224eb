import type { StoryScript } from '../story.ts'

export const story: StoryScript = {
  start: [{ after: 0, do: 'start' }],
  knobs: {},
  cancel: {},
  another: [{ after: 20, do: 'start', args: { kind: 'get' } }],
  lost: { steps: [{ after: 5, do: 'dropLink' }] },
  leaves: [{ after: 5, do: 'leave' }],
  unnoticed: {
    knobs: {},
    start: [{ after: 0, do: 'start', args: { kind: 'invoke' } }],
    why: 'a cancel of a method does not get through to the provider',
  },
  never: { noticed: 'the provider ends before it looks', released: 'nobody closes the handle' },
}
