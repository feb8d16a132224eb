import type { Milestone } from '#kernel/effect.ts'
import { inWords } from './sentence.ts'
import type { StoryId } from './story.ts'
import type { StoryRow } from './storyRow.ts'

/** What stands out in a story, made from its rows alone; every sentence holds for whatever the rows say. */

type Rows = readonly StoryRow[]

const after = (row: StoryRow, name: Milestone): number | null =>
  row.reached.find((each) => each.name === name)?.after ?? null
const signed = (ticks: number): string => (ticks < 0 ? `−${-ticks}` : `+${ticks}`)
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** "a", "a and b", "a, b and c". */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/** "all five", "two of five". */
const many = (some: Rows, all: Rows): string =>
  some.length === all.length ? `all ${inWords(all.length)}` : `${inWords(some.length)} of ${inWords(all.length)}`

/** How many ticks before the end of the work the client is told that it is over; null where it is not told before. */
function tooSoon(row: StoryRow): number | null {
  const settled = after(row, 'settled')
  const stopped = after(row, 'stopped')
  return settled !== null && stopped !== null && settled >= 0 && stopped > settled ? stopped - settled : null
}

const isOver = (row: StoryRow): boolean => (after(row, 'stopped') ?? Infinity) <= 0

function usual(rows: Rows): string {
  if (rows.every(isOver)) return `The work was over before the cancel came, in ${many(rows, rows)}.`
  const early = rows.filter((row) => tooSoon(row) !== null).toSorted((a, b) => (tooSoon(b) ?? 0) - (tooSoon(a) ?? 0))
  if (early.length > 0) {
    const each = early.map(
      (row) => `${row.title} (at ${signed(after(row, 'settled') ?? 0)}, ${inTicks(tooSoon(row) ?? 0)} too soon)`,
    )
    return `${capital(many(early, rows))} ${early.length === 1 ? 'says' : 'say'} that it is over while the work goes on: ${listed(each)}.`
  }
  const [slowest] = rows.toSorted((a, b) => b.goesOn - a.goesOn)
  if (slowest === undefined) return ''
  return `Nobody is told that it is over before the work has stopped; it goes on longest with ${slowest.title}, ${inTicks(slowest.goesOn)}.`
}

const inTicks = (ticks: number): string => `${ticks} tick${ticks === 1 ? '' : 's'}`

function tooLate(rows: Rows): string {
  if (!rows.every(isOver)) return usual(rows)
  const no = rows.filter((row) => after(row, 'accepted') === null)
  const over = `The work is over in ${many(rows, rows)}`
  if (no.length === 0) return `${over}, and every one still says yes to the cancel.`
  const refusals = listed(
    no.map((row) => `${row.title} ${row.answer === null ? 'says nothing' : `says ${row.answer.code}`}`),
  )
  const yes = rows.length - no.length
  return yes === 0
    ? `${over}: ${refusals}.`
    : `${over}, and ${inWords(yes)} still say${yes === 1 ? 's' : ''} yes to the cancel; only ${refusals}.`
}

function twice(rows: Rows): string {
  const others = rows.filter(({ answer, again }) => again?.code !== answer?.code)
  if (others.length === 0) return `The second cancel is answered as the first one was, in ${many(rows, rows)}.`
  const each = others.map(
    ({ title, answer, again }) => `${title} with ${again?.code ?? 'nothing'} after ${answer?.code ?? 'nothing'}`,
  )
  const rest = others.length === rows.length ? '' : ' The others say the same again.'
  return `${capital(many(others, rows))} answer${others.length === 1 ? 's' : ''} the second cancel otherwise: ${listed(each)}.${rest}`
}

function unnoticed(rows: Rows): string {
  if (rows.every(isOver) || !rows.every(({ isUncut }) => isUncut)) return usual(rows)
  const yes = rows.filter((row) => after(row, 'accepted') !== null)
  const early = rows.filter((row) => tooSoon(row) !== null)
  const said =
    yes.length === 0
      ? ''
      : `, though ${yes.length === rows.length ? 'every one' : inWords(yes.length)} said yes to the cancel`
  return `The work runs to its end in ${many(rows, rows)}${said}.${early.length === 0 ? '' : ` ${listed(early.map(({ title }) => title))} even tell${early.length === 1 ? 's' : ''} the client that it is over.`}`
}

function lost(rows: Rows): string {
  if (rows.every(isOver)) return usual(rows)
  const deaf = rows.filter(({ end }) => end === null)
  const told = rows.filter((row) => after(row, 'noticed') !== null)
  const never =
    deaf.length === 0
      ? `Every client learns of an end.`
      : `With ${listed(deaf.map(({ title }) => title))} the client never learns the outcome, and the work goes on ${listed(deaf.map(({ goesOn }) => inTicks(goesOn)))}.`
  return `${never} The cancel ${told.length === 0 ? `reaches the work in none of ${inWords(rows.length)}` : `reaches the work all the same in ${many(told, rows)}`}.`
}

function leaves(rows: Rows): string {
  if (rows.every(isOver)) return usual(rows)
  const told = rows.filter((row) => after(row, 'noticed') !== null)
  const reached = told.length === 0 ? `none of ${inWords(rows.length)}` : many(told, rows)
  const spent = rows.filter(({ spentForNobody }) => spentForNobody > 0)
  const [longest] = spent.toSorted((a, b) => b.spentForNobody - a.spentForNobody)
  const forNobody =
    longest === undefined
      ? 'Nothing is done for nobody.'
      : `The work goes on for nobody in ${many(spent, rows)}, longest with ${longest.title}, ${inTicks(longest.spentForNobody)}.`
  return `The cancel reaches the work all the same in ${reached}. ${forNobody}`
}

function another(rows: Rows): string {
  const failed = rows.filter(({ next }) => next?.isSuccess !== true)
  if (failed.length === 0) return `The next one succeeds in ${many(rows, rows)}.`
  const each = failed.map(({ title, next }) => `${title} with ${next?.code ?? 'no answer at all'}`)
  return `The next one fails in ${many(failed, rows)}: ${listed(each)}.`
}

const telling: Readonly<Partial<Record<StoryId, (rows: Rows) => string>>> = {
  'too-late': tooLate,
  twice,
  unnoticed,
  lost,
  leaves,
  another,
}

/** What stands out, in two or three sentences. */
export function highlights(story: StoryId, rows: Rows): string {
  const endless = rows.filter(({ held }) => held === null)
  const tail = endless.length === 0 ? '' : ` Something is held until somebody cleans up in ${many(endless, rows)}.`
  return `${(telling[story] ?? usual)(rows)}${tail}`
}
