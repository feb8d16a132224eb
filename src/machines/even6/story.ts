import type { StoryScript } from '../story.ts'

export const story: StoryScript = {
  start: [
    { after: 0, do: 'registerControllableOperation' },
    { after: 25, do: 'exportLog' },
  ],
  knobs: { workTicks: 200 },
  cancel: {},
  another: [{ after: 40, do: 'exportLog' }],
  lost: { steps: [{ after: 5, do: 'dropLink' }] },
  leaves: [{ after: 5, do: 'leave' }],
  unnoticed: { knobs: { pollTicks: 1000 }, why: 'the operation looks at the flag too seldom' },
  never: { noticed: 'it is done before it looks at the flag', released: 'nobody closes the control handle' },
}
