import { ensure } from '#base/assert.ts'
import type { Json } from '#base/json.ts'
import { levelMax, setMax, type SetOrder } from '#analysis/sheet.ts'
import { checkOrder, type SetOrder as OrderFile } from '#formats/result.ts'
import { lessons } from './lessons/index.ts'
import { ownLesson } from './own.ts'

/** How the Learn screen is looked at; it travels in links. */
export interface LearnPlace {
  readonly tab: 'course' | 'practice' | 'class' | 'sheet' | 'own'
  /** A lesson that somebody has made, as its file has it; null: none. */
  readonly own: Json
  readonly lesson: string
  /** The answer, or null: the option that is chosen, or the tick at which the marker was put. */
  readonly chosen: number | null
  readonly revealed: boolean
  /** What the questions of the practice and of a set are made from. */
  readonly seed: string
  /** Which question of the practice is shown, and how hard it is. */
  readonly number: number
  readonly level: number
  /** What else a set for a class is made from. */
  readonly order: Omit<OrderFile, 'seed'>
  /**
   * Where one is in the set, or in a lesson that somebody has made: at its beginning, at a question, at its end, at what all have
   * answered, or where its texts are written.
   */
  readonly at: 'start' | number | 'end' | 'results' | 'edit'
  /** What the sheet has: a set, or the lesson; which of its questions were left out; and whether it is the page of answers. */
  readonly sheet: { readonly of: 'set' | 'own'; readonly left: readonly number[]; readonly isKey: boolean }
}

export const seedMax = 24
const firstSeed = 'class-1'
const numberMax = 9999
const tickMax = 1e9
export const firstOrder: LearnPlace['order'] = { count: 10, level: null, spec: null, kinds: null }

const isBetween = (value: unknown, from: number, to: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to

type Members = Record<string, Json | undefined>
const membersOf = (value: Json | undefined): Members =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as Members

function orderIn(value: Json | undefined): LearnPlace['order'] {
  const checked = checkOrder({ ...membersOf(value), seed: firstSeed })
  if (checked === null) return firstOrder
  const { seed: _, ...order } = checked
  return order
}

function sheetIn(value: Json | undefined, hasOwn: boolean): LearnPlace['sheet'] {
  const { of, left, isKey } = membersOf(value)
  const numbers = Array.isArray(left) ? (left as readonly Json[]) : []
  return {
    of: of === 'own' && hasOwn ? 'own' : 'set',
    left: [...new Set(numbers.filter((each) => isBetween(each, 1, 60)))],
    isKey: isKey === true,
  }
}

const tabs = ['course', 'practice', 'class', 'sheet', 'own'] as const

/** A place that came from a link or from nowhere; what makes no sense in it is as usual. */
export function learnPlace(value: Json | undefined): LearnPlace {
  const { tab, lesson, chosen, revealed, seed, number, level, order, at, sheet, own = null } = membersOf(value)
  const picked = isBetween(chosen, 0, tickMax) ? chosen : null
  const mine = ownLesson(own)
  const known = [...lessons, ...(mine?.questions ?? [])]
  const way = tabs.find((each) => each === tab) ?? 'course'
  return {
    tab: way === 'own' && mine === null ? 'course' : way,
    own: mine === null ? null : own,
    lesson: known.find(({ id }) => id === lesson)?.id ?? ensure(lessons[0], 'there is a lesson').id,
    chosen: picked,
    revealed: revealed === true && picked !== null,
    seed: typeof seed === 'string' && seed.trim() !== '' ? seed.trim().slice(0, seedMax) : firstSeed,
    number: isBetween(number, 1, numberMax) ? number : 1,
    level: isBetween(level, 1, levelMax) ? level : 1,
    order: orderIn(order),
    at: at === 'end' || at === 'results' || (at === 'edit' && mine !== null) || isBetween(at, 1, setMax) ? at : 'start',
    sheet: sheetIn(sheet, mine !== null),
  }
}

/** What the set of a place is made from. */
export const orderOf = ({ seed, order }: Pick<LearnPlace, 'seed' | 'order'>): SetOrder & OrderFile => ({
  ...order,
  seed,
})
