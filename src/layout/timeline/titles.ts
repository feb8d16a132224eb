import type { View } from './geometry.ts'
import type { Title } from './placed.ts'
import type { Rows } from './rows.ts'
import type { Timeline } from './types.ts'

/** The text, or as many of its words as have room, with an ellipsis. */
export function cut(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text
  const words = text.split(' ')
  for (let count = words.length - 1; count > 0; count--) {
    const shorter = `${words
      .slice(0, count)
      .join(' ')
      .replace(/[,;:]$/, '')}…`
    if (fits(shorter)) return shorter
  }
  let letters = text.length - 1
  while (letters > 1 && !fits(`${text.slice(0, letters)}…`)) letters--
  return `${text.slice(0, letters)}…`
}

/** Names of lanes and resources, with a line below that says what they are where there is room for it. */
export function titlesOf(timeline: Timeline, rows: Rows, { scale, unit, measure }: View): Title[] {
  const room = scale.left - 8 * unit
  const title = (of: string, text: string, y: number): Title => {
    const shown = cut(text, (part) => measure(part, 12.5 * unit, 'sans', 600) <= room)
    return { text: shown, full: shown === text ? null : text, y, isNote: false, of }
  }
  const note = (of: string, text: string, y: number): Title => {
    const shown = cut(text, (part) => measure(part, 11 * unit, 'sans', 400) <= room)
    return { text: shown, full: shown === text ? null : text, y, isNote: true, of }
  }
  const lanes = timeline.lanes.flatMap((lane, i): Title[] => {
    const row = rows.lanes[i]
    if (row?.isShown !== true) return []
    const of = `role ${lane.role}`
    return [title(of, lane.title, row.top + 11 * unit), note(of, lane.note, row.top + 25 * unit)]
  })
  const resources = timeline.resources.flatMap((resource, i): Title[] => {
    const row = rows.resources[i]
    if (row?.isShown !== true) return []
    const hasNote = row.base - row.top >= 31 * unit
    const y = hasNote ? row.base - row.room / 2 - 1 * unit : row.base - 3 * unit
    const of = `resource ${resource.name}`
    return hasNote
      ? [title(of, resource.title, y), note(of, resource.note, y + 14 * unit)]
      : [title(of, resource.title, y)]
  })
  return [title('milestone', 'Milestones', rows.rail.line + 4 * unit), ...lanes, ...resources]
}
