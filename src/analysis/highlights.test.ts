import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { inWords } from './sentence.ts'
import { highlights } from './highlights.ts'
import { stories, tell, type StoryId } from './story.ts'
import { storyRow, type StoryRow } from './storyRow.ts'

const rowsAt = (story: StoryId, moment: number): StoryRow[] =>
  specifications.map((specification) => storyRow(tell(specification, story, moment)))
const usual = (id: StoryId): StoryRow[] => rowsAt(id, stories.find((story) => story.id === id)?.moment ?? 0)
const tick = (row: StoryRow, name: string): number | null =>
  row.reached.find((each) => each.name === name)?.after ?? null
const tooSoon = (row: StoryRow): number | null => {
  const [settled, stopped] = [tick(row, 'settled'), tick(row, 'stopped')]
  return settled !== null && stopped !== null && settled >= 0 && settled < stopped ? stopped - settled : null
}
const all = stories.flatMap(({ id }) =>
  [0, 0.1, 0.3, 0.5, 0.7, 0.92, 1, 1.15, 1.2].map((moment) => [id, moment] as const),
)

describe('what stands out', () => {
  it.each(all.filter(([id]) => id === 'early' || id === 'half-way' || id === 'last-moment'))(
    'names who is told too soon, and by how much: %s at %d',
    (id, moment) => {
      const rows = rowsAt(id, moment)
      const early = rows.filter((row) => tooSoon(row) !== null)
      const words = highlights(id, rows)
      const told = early.map((row) => `${row.title} (at +${tick(row, 'settled')}, ${tooSoon(row)} tick`)
      expect(told.filter((each) => !words.includes(each))).toEqual([])
      expect(rows.filter(({ title }) => words.includes(`${title} (at`))).toHaveLength(early.length)
    },
  )

  it.each(all)('counts what is held to the end: %s at %d', (id, moment) => {
    const rows = rowsAt(id, moment)
    const kept = rows.filter(({ held }) => held === null).length
    const words = highlights(id, rows)
    const count = kept === rows.length ? `all ${inWords(rows.length)}` : `${inWords(kept)} of ${inWords(rows.length)}`
    expect(/cleans up in ([a-z ]+)\.$/.exec(words)?.[1]).toBe(kept === 0 ? undefined : count)
  })

  it('names those who refuse a cancel that comes too late, and only those', () => {
    const rows = usual('too-late')
    expect(rows.every(({ goesOn }) => goesOn === 0)).toBe(true)
    const words = highlights('too-late', rows)
    for (const row of rows) expect(words.includes(row.title)).toBe(tick(row, 'accepted') === null)
    expect(words).toContain(`${inWords(rows.filter((row) => tick(row, 'accepted') !== null).length)} still say yes`)
  })

  it('names those who answer the second cancel otherwise, and only those', () => {
    const rows = usual('twice')
    const words = highlights('twice', rows)
    for (const { title, answer, again } of rows) expect(words.includes(title)).toBe(answer?.code !== again?.code)
  })

  it('says that the work runs to its end where nobody notices', () => {
    const rows = usual('unnoticed')
    const yes = rows.filter((row) => tick(row, 'accepted') !== null).length
    expect(rows.map((row) => [tick(row, 'noticed'), row.isUncut])).toEqual(rows.map(() => [null, true]))
    expect(highlights('unnoticed', rows)).toMatch(
      new RegExp(`^The work runs to its end in all ${inWords(rows.length)}, though ${inWords(yes)} said yes`),
    )
  })

  it('names those whose client never learns of the end, and only those', () => {
    const rows = usual('lost')
    const words = highlights('lost', rows)
    for (const { title, end } of rows) expect(words.includes(title)).toBe(end === null)
    const [deaf] = rows.filter(({ end }) => end === null)
    expect(words).toContain(`the work goes on ${deaf?.goesOn} ticks`)
  })

  it('counts those whom the cancel of a client that has left still reaches, and says where most is spent for nobody', () => {
    const rows = usual('leaves')
    const words = highlights('leaves', rows)
    const told = rows.filter((row) => tick(row, 'noticed') !== null).length
    const most = Math.max(...rows.map(({ spentForNobody }) => spentForNobody))
    expect(words).toContain(`reaches the work all the same in ${inWords(told)}`)
    for (const { title, spentForNobody } of rows)
      expect(words.includes(`longest with ${title}, ${spentForNobody} ticks`)).toBe(spentForNobody === most)
  })

  it('names those whose next operation fails, with the code, and only those', () => {
    const rows = usual('another')
    const words = highlights('another', rows)
    for (const { title, next } of rows) {
      expect(next?.code).toBeDefined()
      expect(words.includes(`${title} with ${next?.code}`)).toBe(next?.isSuccess === false)
    }
  })

  it.each(all)('of what is never reached, every row says why, in a few words: %s at %d', (id, moment) => {
    const reached = rowsAt(id, moment).flatMap((row) => row.reached)
    expect(reached.filter(({ after, why }) => (after === null ? !/^[a-z].{7,70}$/.test(why) : why !== ''))).toEqual([])
  })

  it('tells a cancel that is refused at once from one that is lost', () => {
    const whys = (moment: number): (string | undefined)[] =>
      rowsAt('lost', moment).map(({ reached }) => reached.find(({ name }) => name === 'noticed')?.why)
    expect(whys(0).at(-1)).toBe('the cancel is refused')
    expect(whys(0.5)).toEqual([
      'the connection is lost before',
      'the connection is lost before',
      'the connection is lost before',
      '',
      '',
    ])
  })

  it.each(all)(
    'says of the work that it was over, never began, or ended before it was noticed, as it was: %s at %d',
    (id, moment) => {
      for (const row of rowsAt(id, moment)) {
        const [noticed, stopped] = [row.reached.find(({ name }) => name === 'noticed'), tick(row, 'stopped')]
        expect(noticed?.why === 'the work was over before').toBe(
          noticed?.after === null && stopped !== null && stopped <= 0,
        )
        expect(noticed?.why === 'the work never began').toBe(noticed?.after === null && stopped === null)
        expect(row.goesOn).toBe(Math.max(0, stopped ?? 0))
      }
    },
  )
})
