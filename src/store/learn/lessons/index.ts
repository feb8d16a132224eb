import { afterTheCancel } from './after-the-cancel.ts'
import { askingIsNotStopping } from './asking-is-not-stopping.ts'
import type { Lesson } from './lesson.ts'
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
import { theWrongHandle } from './the-wrong-handle.ts'
import { toldBefore } from './told-before-it-is-over.ts'
import { toldIsNotGone } from './told-is-not-gone.ts'
import { tooLate } from './too-late-and-said-so.ts'

export type { Lesson } from './lesson.ts'

/** The course, in the order in which it is taken. A new lesson is one file and one line here. */
export const lessons: readonly Lesson[] = [
  askingIsNotStopping,
  okPromisesNothing,
  afterTheCancel,
  overForWhom,
  theSlot,
  theNextCall,
  pollingIsLuck,
  theWrongHandle,
  noReturn,
  pendingIsNoEnd,
  onlyThoseWhoAsk,
  toldIsNotGone,
  theSlowHandler,
  toldBefore,
  tooLate,
  lineCut,
  oneTick,
  theEdge,
  theRace,
  nobodyIsLeft,
]
