import { cancelLines } from '#kernel/steps.ts'
import type { Milestone } from '#kernel/effect.ts'
import type { ToldStory } from './story.ts'
import { messageOf } from './words.ts'

/** A run ends when nothing is under way any more: work that has not stopped by then was never begun. */
const neverBegan = 'the work never began'

const refused = 'the cancel is refused'

/** Whether the client's own side refused the cancel, before anything could be lost. */
const isRefusedAtOnce = ({ trace, cancelAt }: ToldStory): boolean =>
  trace.outcome.milestones.accepted === undefined && cancelLines(trace)?.back?.t === cancelAt

/** Whether something that was sent from the cancel on never arrived. */
const isCutOff = ({ trace, cancelAt, story }: ToldStory): boolean =>
  (story === 'lost' || story === 'leaves') &&
  trace.events.some((event) => event.kind === 'drop' && (messageOf(trace, event)?.t ?? -1) >= cancelAt)

function whyNotAccepted({ specification, trace }: ToldStory): string {
  const { cancel } = trace.outcome
  if (cancel !== null) return `the answer is ${cancel.code}`
  const isCalled = (cancelLines(trace)?.call ?? null) !== null
  return isCalled ? 'no answer comes back' : (specification.story.never.accepted ?? 'nothing was called')
}

function whyNotNoticed(told: ToldStory): string {
  const { specification, trace, cancelAt, story } = told
  const { stopped } = trace.outcome.milestones
  if (stopped !== undefined && stopped <= cancelAt) return 'the work was over before'
  if (stopped === undefined) return neverBegan
  if (isRefusedAtOnce(told)) return refused
  if (isCutOff(told))
    return story === 'lost' ? 'the connection is lost before' : 'the client takes its connection with it'
  if (story === 'unnoticed') return specification.story.unnoticed.why
  if (trace.outcome.cancel !== null && trace.outcome.milestones.accepted === undefined) return refused
  return specification.story.never.noticed ?? 'the work ends before'
}

/** Why no tick is spent for nobody. */
export function whyNoneSpent({ trace, cancelAt }: ToldStory): string {
  const { stopped, settled } = trace.outcome.milestones
  if (stopped === undefined) return neverBegan
  if (stopped <= cancelAt) return 'the work was over before'
  return settled === undefined || settled >= stopped ? 'the client waits' : 'the client has its end'
}

/** Why a milestone is never reached in a run, in a few words: from the run where it shows, else as the specification's story says. */
export function whyNever(told: ToldStory, name: Milestone): string {
  const { never } = told.specification.story
  switch (name) {
    case 'issued':
      return never.issued ?? 'it never leaves the client'
    case 'accepted':
      return whyNotAccepted(told)
    case 'noticed':
      return whyNotNoticed(told)
    case 'stopped':
      return neverBegan
    case 'settled':
      if (told.story === 'leaves') return 'the client has gone'
      return told.story === 'lost' ? 'nobody can tell the client' : (never.settled ?? 'the client hears nothing more')
    case 'released':
      return told.trace.outcome.leaks.length === 0
        ? 'nothing of it was held'
        : (never.released ?? 'nobody lets go of it')
  }
}
