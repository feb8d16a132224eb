import { storyRow, type Heard, type RowStep, type StoryRow } from '#analysis/storyRow.ts'
import { highlights } from '#analysis/highlights.ts'
import { inWords } from '#analysis/sentence.ts'
import { extent, stories, storyAt, tell, type StoryId } from '#analysis/story.ts'
import type { Json } from '#base/json.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import type { Scenario } from '#kernel/model.ts'
import { specifications } from '#machines/index.ts'
import { traceOf } from '../lab/derived.ts'
import type { Timeline } from '#layout/timeline/types.ts'
import { timelineFor } from '../explore/timeline.ts'

export { milestones, highlights, inWords, stories }
export type { Heard, RowStep, StoryRow }

/** How the Compare screen is looked at; it travels in links. */
export interface ComparePlace {
  readonly view: 'story' | 'runs'
  readonly story: StoryId
  /** When the cancel comes, in thousandths of the work: 0 when it begins, 1000 when it would be over. */
  readonly moment: number
  /** The milestone whose ticks are compared. */
  readonly milestone: Milestone
}

export const momentMax = 1200

const usualMoment = (story: StoryId): number =>
  Math.round((stories.find(({ id }) => id === story)?.moment ?? 0.5) * 1000)

/** A place that came from a link or from nowhere; what makes no sense in it is as usual. `isPinned`: what one wants to see then. */
export function comparePlace(value: Json | undefined, isPinned = false): ComparePlace {
  const { view, story, moment, milestone } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    Json | undefined
  >
  const known = stories.find(({ id }) => id === story)?.id ?? 'half-way'
  const when =
    typeof moment === 'number' && Number.isInteger(moment) && moment >= 0 && moment <= momentMax
      ? moment
      : usualMoment(known)
  return {
    view: view === 'runs' || (view !== 'story' && isPinned) ? 'runs' : 'story',
    story: storyAt(known, when / 1000),
    moment: when,
    milestone: milestones.find((name) => name === milestone) ?? 'settled',
  }
}

/** Another story, at the moment that belongs to it. */
export const toStory = (place: ComparePlace, story: StoryId): ComparePlace => ({
  ...place,
  story,
  moment: usualMoment(story),
})

/** The cancel at another moment, in thousandths of the work; early, dragged on, is half-way. */
export function toMoment(place: ComparePlace, moment: number): ComparePlace {
  const when = Math.max(0, Math.min(momentMax, Math.round(moment)))
  return { ...place, moment: when, story: storyAt(place.story, when / 1000) }
}

const rows = new Map<string, readonly StoryRow[]>()
const rowsKept = 400

/** The story told by every specification; remembered, since a drag comes by the same moments again. */
export function rowsFor({ story, moment }: Pick<ComparePlace, 'story' | 'moment'>): readonly StoryRow[] {
  const key = `${story} ${moment}`
  const known = rows.get(key)
  if (known !== undefined) return known
  const told = specifications.map((specification) => storyRow(tell(specification, story, moment / 1000, traceOf)))
  rows.set(key, told)
  if (rows.size > rowsKept) rows.delete(rows.keys().next().value ?? '')
  return told
}

/**
 * The scale of a story: one for all its rows and all its moments, so that nothing is rescaled while the cancel is dragged. The flag
 * stands `lead + moment × work` ticks from the left edge, in every row.
 */
export interface StoryFrame {
  /** Ticks from the left edge to the flag at moment 0. */
  readonly lead: number
  /** The longest work of all, in ticks. */
  readonly work: number
  /** Ticks from edge to edge. */
  readonly total: number
  /** The lanes in which something happens at some moment, by specification; the same ones at every moment, for the same reason. */
  readonly lanes: ReadonlyMap<string, ReadonlySet<string>>
}

/** Roles with something to be seen in their lanes: work of any kind, or messages from one to another. */
function busyRoles({ lanes, messages }: Timeline): readonly string[] {
  const ends = messages
    .filter(({ inside, kind }) => !inside && kind !== 'poll')
    .flatMap(({ from, to }) => [from.lane, to.lane])
  return lanes.flatMap(({ role, tracks }, i) => {
    const works = tracks.some(({ spans }) =>
      spans.some(({ phase, from, to }) => phase !== 'idle' && phase !== 'released' && (to === null || to > from)),
    )
    return works || ends.includes(i) ? [role] : []
  })
}

/** The lanes in which something happens in one of two runs. */
export const lanesOfPair = (left: Scenario, right: Scenario): ReadonlySet<string> =>
  new Set([left, right].flatMap((scenario) => busyRoles(timelineFor(scenario))))

/** Stories that differ only in the moment share one frame, so that nothing is rescaled from one to the other. */
const frameKey = (story: StoryId): StoryId => storyAt(story, 0)

const frames = new Map<StoryId, StoryFrame>()
/** Moments that are looked at to find how far a story reaches, in thousandths. */
const looks = [0, 100, 500, 900, 1150, momentMax]

export function frameFor(story: StoryId): StoryFrame {
  const known = frames.get(frameKey(story))
  if (known !== undefined) return known
  const extents = specifications.map((specification) => extent(specification, story))
  const lead = Math.max(...extents.map(({ from }) => from)) + 4
  const work = Math.max(...extents.map(({ from, to }) => to - from))
  const lanes = new Map<string, Set<string>>(specifications.map(({ document }) => [document.id, new Set()]))
  let total = 0
  for (const moment of looks) {
    for (const row of rowsFor({ story, moment })) {
      const reach = Math.max(
        0,
        ...row.reached.map(({ after }) => after ?? 0),
        ...row.steps.map(({ after }) => after),
        row.answer?.after ?? 0,
        row.again?.after ?? 0,
      )
      total = Math.max(total, lead + (moment / 1000) * work + reach)
      const own = lanes.get(row.spec)
      for (const role of busyRoles(timelineFor(row.scenario))) own?.add(role)
    }
  }
  const frame = { lead, work, total: Math.ceil(total * 1.02) + 4, lanes }
  frames.set(frameKey(story), frame)
  return frame
}
