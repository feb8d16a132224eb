import type { StoryScript } from '../story.ts'

export const story: StoryScript = {
  start: [{ after: 0, do: 'count' }],
  knobs: {},
  cancel: {},
  another: [{ after: 30, do: 'count' }],
  lost: { steps: [{ after: 5, do: 'loseReply' }] },
  leaves: [{ after: 5, do: 'leave' }],
  unnoticed: { knobs: { noticeTicks: 1000 }, why: 'the worker looks too seldom' },
  never: { noticed: 'the worker ends before it looks', released: 'nobody deletes the record' },
}
