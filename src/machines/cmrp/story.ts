import type { StoryScript } from '../story.ts'

export const story: StoryScript = {
  start: [
    { after: 0, do: 'policyBlocks' },
    { after: 0, do: 'openGroup' },
    { after: 25, do: 'moveGroupEx' },
    { after: 190, do: 'policyAllows' },
  ],
  knobs: {},
  cancel: {},
  another: [{ after: 80, do: 'moveGroupEx' }],
  lost: { steps: [{ after: 5, do: 'dropLink' }] },
  leaves: [{ after: 5, do: 'leave' }],
  unnoticed: { knobs: { profile: 'letter' }, why: 'by the letter a blocked group is Online, so its cancel is refused' },
  never: {},
}
