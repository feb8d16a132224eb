import type { Milestone } from '#kernel/effect.ts'

/** The moment of a milestone, to stand after "when" or after a tick. */
export const milestoneWords: Readonly<Record<Milestone | 'answered', string>> = {
  issued: 'the cancel is issued',
  accepted: 'the cancel is accepted',
  noticed: 'the cancel is noticed',
  stopped: 'the work has stopped',
  settled: 'the client has its final result',
  released: 'everything is released',
  answered: 'the cancel has returned',
}
