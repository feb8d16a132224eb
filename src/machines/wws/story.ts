import type { StoryScript } from '../story.ts'

export const story: StoryScript = {
  start: [{ after: 0, do: 'call' }],
  knobs: {},
  cancel: {},
  another: [{ after: 30, do: 'call' }],
  lost: { steps: [], cancel: { by: 'channelFault' } },
  leaves: [{ after: 5, do: 'leave' }],
  unnoticed: { knobs: { registers: 'never' }, why: 'the operation never registered for cancellation' },
  never: { accepted: 'nothing was called that could answer' },
}
