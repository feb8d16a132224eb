import type { LabState } from '../lab/lab.ts'
import { addressOf } from '../lab/links.ts'
import { restingTick } from '../lab/slices/opening.ts'
import type { MinutesSheet } from './minutesSheet.ts'
import type { SheetLinks } from './minutesMarkdown.ts'

/** The addresses of the clauses that were spoken of, and of the runs that show them. `page`: the address of the page. */
export async function linksOf(state: LabState, { spec, clauses }: MinutesSheet, page: string): Promise<SheetLinks> {
  const base = page.split('#')[0] ?? ''
  const looked = { ...state, selection: null, span: null, pinned: null }
  const spoken = clauses.filter(({ isSpoken }) => isSpoken)
  const found = await Promise.all(
    spoken.map(async ({ id, witness }): Promise<(readonly [string, string])[]> => {
      const clause = await addressOf({ ...looked, screen: 'review', places: { review: { [spec]: id } } })
      if (witness === null) return [[id, base + clause]]
      const { scenario, builtIn } = witness
      const run = await addressOf({ ...looked, screen: 'explore', scenario, builtIn, playhead: restingTick(scenario) })
      return [
        [id, base + clause],
        [`run ${id}`, base + run],
      ]
    }),
  )
  return new Map(found.flat())
}
