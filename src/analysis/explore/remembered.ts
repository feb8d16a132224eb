import type { StateView } from '#kernel/property.ts'
import type { Question, Sights } from './sights.ts'

/** Slots as a set in one number; from the 32nd on they share a bit. */
export const slotBit = (slot: number): number => 1 << Math.min(slot, 31)

/** To remember an answer costs about ten times as much as to give it; this many are put down before that is judged. */
const lessonsMin = 400

/** A place where the answer depends on what is seen: one way on for each thing that was seen there. */
class Fork {
  readonly question: Question
  /** Whether the question is put to the later of two worlds. */
  readonly isAfter: boolean
  readonly ways: (Fork | boolean | undefined)[] = []

  constructor(question: Question, isAfter: boolean) {
    this.question = question
    this.isAfter = isAfter
  }
}

/**
 * A statement that remembers its answers by what it has looked at. A statement is a pure function of moments: where it sees the
 * same again, it looks at the same next, and in the end says the same. Most worlds differ in things that it never looks at.
 */
export class Remembered {
  private root: Fork | boolean | undefined
  private asked = 0
  private learned = 0
  /** Whether it has been found that it hardly ever sees the same again: it is then simply asked. */
  private isForgetful = false
  private readonly sights: Sights
  private readonly questions = new Set<Question>()
  private mask = 0
  private maskSlots = 0
  private readonly ask: (before: StateView, after: StateView) => boolean

  constructor(sights: Sights, ask: (before: StateView, after: StateView) => boolean) {
    this.sights = sights
    this.ask = ask
  }

  /** The answer for a step from one world to another; a statement about one world is asked with that one twice. */
  answer(before: number, after: number): boolean {
    this.asked++
    let at = this.root
    while (typeof at === 'object') at = at.ways[this.sights.look(at.question, at.isAfter ? after : before)]
    return (
      at ?? (this.isForgetful ? this.ask(this.sights.view(before), this.sights.view(after)) : this.learn(before, after))
    )
  }

  /** Whether an answer could change where the slots of `changed` do (see `slotBit`): otherwise nothing that it depends on has. */
  dependsOn(changed: number): boolean {
    if (this.maskSlots !== this.sights.slots) this.renewMask()
    return this.isForgetful || this.root === undefined || (this.mask & changed) !== 0
  }

  private renewMask(): void {
    this.maskSlots = this.sights.slots
    this.mask = 0
    for (const { slot } of this.questions) if (slot >= 0) this.mask |= slotBit(slot)
  }

  private learn(before: number, after: number): boolean {
    // What was looked at, in this order.
    const looks: { readonly question: Question; readonly isAfter: boolean }[] = []
    const look =
      (isAfter: boolean) =>
      (question: Question): void => {
        if (!looks.some((each) => each.question === question && each.isAfter === isAfter))
          looks.push({ question, isAfter })
      }
    const answer = this.ask(this.sights.watched(before, look(false)), this.sights.watched(after, look(true)))
    for (const { question } of looks) this.questions.add(question)
    this.maskSlots = -1
    let at = this.root
    let put = (way: Fork | boolean): void => void (this.root = way)
    for (const { question, isAfter } of looks) {
      const fork = typeof at === 'object' ? at : new Fork(question, isAfter)
      put(fork)
      const seen = this.sights.look(question, isAfter ? after : before)
      at = fork.ways[seen]
      put = (way) => void (fork.ways[seen] = way)
    }
    put(answer)
    this.learned++
    if (this.learned > lessonsMin && this.learned * 10 > this.asked) {
      this.isForgetful = true
      this.root = undefined
    }
    return answer
  }
}
