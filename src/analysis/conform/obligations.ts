import { Interned } from '#kernel/packed.ts'

/** What a step has to do with. Actors and links are told by the slots that the world has for them. */
export interface Foot {
  /** Those who took part. */
  readonly actors: readonly number[]
  /** The link of which the head was taken; -1 for none. */
  readonly popped: number
  /** Links on which something was put, with the number of messages that were before it when the step was over. */
  readonly pushed: readonly (readonly [link: number, ahead: number])[]
  /** Links that were cut. */
  readonly cut: readonly number[]
}

/** The slot that stands for the number of operations started so far. */
export const startsSlot = 0

const textOf = ({ actors, popped, pushed, cut }: Foot): string =>
  `${actors.join()};${popped};${pushed.join()};${cut.join()}`

/** Whether a later step has to do with an earlier one: only then may the two not change places. */
const meets = (earlier: Foot, later: Foot): boolean =>
  earlier.actors.some((slot) => later.actors.includes(slot)) ||
  earlier.pushed.some(([link, ahead]) => (link === later.popped && ahead === 0) || later.cut.includes(link)) ||
  earlier.cut.some(
    (link) => link === later.popped || later.cut.includes(link) || later.pushed.some(([other]) => other === link),
  ) ||
  later.cut.includes(earlier.popped)

/** What is before a message on its link is one less when the head is taken. */
const moved = (foot: Foot, popped: number): Foot =>
  foot.pushed.every(([link]) => link !== popped)
    ? foot
    : {
        ...foot,
        pushed: foot.pushed.map(([link, ahead]) => [link, link === popped ? Math.max(0, ahead - 1) : ahead]),
      }

/**
 * Steps that nobody saw and that nothing has come of yet, as numbers; 0 for none.
 *
 * Two steps that have nothing to do with each other may change places, and a step of which nothing comes that was seen may be left
 * out. So it is enough to look at runs in which every hidden step is made as late as can be: a later step before the next line, or
 * that line itself, has to do with it. In all others it can be moved behind the line.
 */
export class Obligations {
  private readonly sets = new Interned<readonly Foot[]>()
  private readonly known = new Map<string, number>()
  /** Equal ones are the same object. */
  private readonly same = new Map<string, Foot>()

  private feet(set: number): readonly Foot[] {
    return set === 0 ? [] : this.sets.value(set)
  }

  /** After a step that nobody saw. */
  with(set: number, foot: Foot): number {
    const key = textOf(foot)
    const whole = `${set} ${key}`
    const known = this.known.get(whole)
    if (known !== undefined) return known
    const open = this.open(set, foot).map((other) => moved(other, foot.popped))
    const texts = new Map([...open, foot].map((one) => [textOf(one), this.one(one)]))
    const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1))
    const number = this.sets.number(sorted.map(([text]) => text).join(' '), () => sorted.map(([, one]) => one))
    this.known.set(whole, number)
    return number
  }

  private one(foot: Foot): Foot {
    const text = textOf(foot)
    const known = this.same.get(text)
    if (known === undefined) this.same.set(text, foot)
    return known ?? foot
  }

  private open(set: number, foot: Foot): Foot[] {
    return this.feet(set).filter((other) => !meets(other, foot))
  }

  /** Whether something comes of all of them in a step that was seen. */
  areMetBy(set: number, foot: Foot): boolean {
    return set === 0 || this.open(set, foot).length === 0
  }

  /** Whether all of the one are among the other. */
  isWithin(some: number, all: number): boolean {
    if (some === 0 || some === all) return true
    if (all === 0 || this.size(some) > this.size(all)) return false
    const others = this.feet(all)
    return this.feet(some).every((foot) => others.includes(foot))
  }

  size(set: number): number {
    return this.feet(set).length
  }
}
