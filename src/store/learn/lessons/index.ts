import { anOldHandle } from './an-old-handle.ts'
import { nothingInIt } from './done-with-nothing-in-it.ts'
import { goneWithTheAnswer } from './gone-with-the-answer.ts'
import { refusedOnlyNow } from './refused-but-only-now.ts'
import { theWaitingIsOver } from './the-waiting-is-over.ts'
import { afterTheCancel } from './after-the-cancel.ts'
import { askingIsNotStopping } from './asking-is-not-stopping.ts'
import { aResultAllTheSame } from './a-result-all-the-same.ts'
import type { LessonFile } from '#formats/lesson.ts'
import type { Lesson } from './lesson.ts'
import { nothingMoreCame } from './nothing-more-came.ts'
import { okPromisesNothing } from './ok-promises-nothing.ts'
import { oneTick } from './one-tick-decides.ts'
import { onlyThoseWhoAsk } from './only-those-who-ask.ts'
import { overForWhom } from './over-for-whom.ts'
import { pendingIsNoEnd } from './pending-is-no-end.ts'
import { pollingIsLuck } from './polling-is-luck.ts'
import { theEdge } from './the-edge.ts'
import { lineCut } from './the-line-is-cut.ts'
import { theNextCall } from './the-next-call-dies.ts'
import { nobodyIsLeft } from './nobody-is-left.ts'
import { noReturn } from './the-point-of-no-return.ts'
import { theRace } from './the-race.ts'
import { theSlowHandler } from './the-slow-handler.ts'
import { theSlot } from './the-slot-nobody-gives-back.ts'
import { theSlotAndTheSession } from './the-slot-lives-as-long-as-the-session.ts'
import { theWrongHandle } from './the-wrong-handle.ts'
import { toldBefore } from './told-before-it-is-over.ts'
import { toldIsNotGone } from './told-is-not-gone.ts'
import { tooLate } from './too-late-and-said-so.ts'

export type { Lesson } from './lesson.ts'

const lesson = (title: string, intro: string, questions: readonly Lesson[]): LessonFile => ({ title, intro, questions })

/** The course: lessons in the order in which they are taken, each of them as a file would hold it. A new question is one file and one line here. */
export const course: readonly LessonFile[] = [
  lesson(
    'What an answer means',
    'A cancel is a request. The call that makes it returns long before anything has stopped, and what it returns says little about the work.',
    [askingIsNotStopping, okPromisesNothing, afterTheCancel, overForWhom],
  ),
  lesson(
    'What stays behind',
    'A slot, a flag, a handle: what an operation held can outlive it, and the next one finds it as it was left.',
    [theSlot, theSlotAndTheSession, theNextCall, pollingIsLuck, theWrongHandle, anOldHandle],
  ),
  lesson(
    'Still possible?',
    'Some cancels say whether they can still be carried out. Then the moment decides, and the answer is worth reading.',
    [noReturn, refusedOnlyNow, pendingIsNoEnd],
  ),
  lesson(
    'Who is told',
    'Between the request and the work there are hosts, channels and callbacks. Each can keep the cancel to itself.',
    [onlyThoseWhoAsk, toldIsNotGone, theSlowHandler],
  ),
  lesson(
    'All specifications',
    'The same story, told by each API in its own way. Whoever moves code from one to another meets the differences.',
    [toldBefore, tooLate, lineCut],
  ),
  lesson(
    'Ticks and races',
    'Where two things fall together, one has to be first. A client has to be ready for both answers.',
    [oneTick, theEdge, theRace],
  ),
  lesson('Nobody waits', 'Clients go away, answers are lost, patience ends. The work does not know.', [
    nobodyIsLeft,
    goneWithTheAnswer,
    theWaitingIsOver,
    nothingInIt,
  ]),
  lesson(
    'What did this client see?',
    'Two recordings of real systems. For each of them a run was found that shows all that was recorded; its ticks are fitted to the times.',
    [nothingMoreCame, aResultAllTheSame],
  ),
]

/** All questions of the course, in order. */
export const lessons: readonly Lesson[] = course.flatMap(({ questions }) => questions)
