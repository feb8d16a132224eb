import type { Model } from '#kernel/model.ts'
import type { Coded, Outcome } from '#kernel/trace.ts'
import { shortSymbol } from '../timeline/symbols.ts'
import type { Band, BandRow, RibbonData, RibbonRow, RibbonTone, SeriesRow, Stretch } from './types.ts'

/** What the ribbon has to know of a sweep; a sweep's table is one. */
export interface RibbonSource {
  /** What can happen, apart from ticks. */
  readonly stories: readonly {
    readonly outcome: Pick<Outcome, 'cancel' | 'lateResults' | 'milestones'>
    readonly target: number
    readonly isTaken: boolean
    readonly settles: readonly (Coded | null)[]
  }[]
  readonly has: (tick: number) => boolean
  /** Index of what happens where the cancel comes at this tick. */
  readonly storyNumber: (tick: number) => number
  readonly heldFor: (tick: number, name: string) => number | null | undefined
  /** Ticks that are spent for nobody where the cancel comes at this tick. */
  readonly spentFor: (tick: number) => number
  readonly stride: number
}
type Story = RibbonSource['stories'][number]

const isZero = (coded: Coded): boolean => Number(coded.value) === 0
const lowered = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())

/** What a row says about a story: equal keys are one band. */
interface Said {
  readonly key: string
  readonly texts: readonly string[]
  readonly tone: RibbonTone
}

/** Ticks in order, each with the source that knows it best; a preview answers for the ticks between those that it tried. */
interface Walk {
  readonly from: number
  readonly to: number
  readonly exactTo: number
  readonly sourceAt: (tick: number) => RibbonSource
  /** The next tick that can differ. */
  readonly next: (tick: number) => number
}

function bandsOf(walk: Walk, say: (story: Story) => Said): Band[] {
  const said = new Map<RibbonSource, Said[]>()
  const bands: { from: number; to: number; said: Said }[] = []
  let last: { from: number; to: number; said: Said } | undefined
  for (let tick = walk.from; tick <= walk.to; tick = walk.next(tick)) {
    const source = walk.sourceAt(tick)
    let known = said.get(source)
    if (known === undefined) said.set(source, (known = []))
    const number = source.storyNumber(tick)
    const own = (known[number] ??= say(source.stories[number] as Story))
    const to = Math.min(walk.to, walk.next(tick) - 1)
    if (last !== undefined && last.said.key === own.key) last.to = to
    else bands.push((last = { from: tick, to, said: own }))
  }
  return bands.map(({ from, to, said: { key, texts, tone } }) => ({ from, to, key, texts, tone }))
}

type Value = number | null | undefined

/** Joins ticks whose values are equal, or (where it runs) go in a straight line that is not steeper than time itself. */
function stretchesOf(walk: Walk, runs: boolean, valueAt: (source: RibbonSource, tick: number) => Value): Stretch[] {
  const stretches: { from: number; to: number; first: Value; slope: number | null }[] = []
  let last: (typeof stretches)[number] | undefined
  for (let tick = walk.from; tick <= walk.to; tick = walk.next(tick)) {
    const value = valueAt(walk.sourceAt(tick), tick)
    const to = Math.min(walk.to, walk.next(tick) - 1)
    if (last !== undefined && goesOn(last, tick, value, runs)) {
      if (typeof value === 'number' && typeof last.first === 'number')
        last.slope ??= (value - last.first) / (tick - last.from)
      last.to = to
    } else stretches.push((last = { from: tick, to, first: value, slope: null }))
  }
  return stretches.map(({ from, to, first, slope }) => ({ from, to, first, slope: slope ?? 0 }))
}

function goesOn(
  { first, from, slope }: { from: number; first: Value; slope: number | null },
  tick: number,
  value: Value,
  runs: boolean,
): boolean {
  if (typeof value !== 'number' || typeof first !== 'number' || !runs) return value === first
  const rise = (value - first) / (tick - from)
  return slope === null ? Math.abs(rise) <= 1 : Math.abs(slope - rise) < 1e-9
}

const noCall: Said = { key: 'noCall', texts: ['is no call and returns nothing', 'no call'], tone: 'gone' }

/**
 * What the cancel itself returns. A code that says more than zero and was taken all the same means that the work goes on. A step
 * that is no call by itself can lead to one: a callback makes it.
 */
function cancelSaid(
  { outcome: { cancel, milestones }, isTaken }: Story,
  family: readonly string[],
  isCall: boolean,
): Said {
  if (cancel === null && !('issued' in milestones))
    return { key: 'unsent', texts: ['is never sent', 'unsent'], tone: 'gone' }
  if (cancel === null) return isCall ? { key: 'never', texts: ['never returns', 'never'], tone: 'gone' } : noCall
  const { code } = cancel
  const tone = isZero(cancel) ? 'over' : isTaken ? 'start' : 'refuse'
  return { key: `${code} ${tone}`, texts: [...new Set([code, shortSymbol(code, family)])], tone }
}

function settleSaid(settle: Coded | null, isAim: boolean, family: readonly string[]): Said {
  if (settle === null) return { key: '', texts: ['never settles', 'never'], tone: 'gone' }
  const { code } = settle
  const tone = isZero(settle) ? 'over' : isAim ? 'drain' : 'refuse'
  return { key: `${code} ${tone}`, texts: [...new Set([code, shortSymbol(code, family)])], tone }
}

const only = (row: RibbonRow): Band | Stretch | null => {
  const parts = row.kind === 'bands' ? row.bands : row.stretches
  const [first] = parts
  return first === undefined || parts.length > 1 || ('slope' in first && first.slope !== 0) ? null : first
}

function walkOf(exact: RibbonSource, preview: RibbonSource | null, from: number, exactTo: number, to: number): Walk {
  const rest = preview ?? exact
  return {
    from,
    to,
    exactTo,
    sourceAt: (tick) => (tick < exactTo ? exact : rest),
    next: (tick) => (tick < exactTo ? tick + 1 : from + (Math.floor((tick - from) / rest.stride) + 1) * rest.stride),
  }
}

export interface RibbonInput {
  readonly model: Model
  /** Whether the cancel is a call that could return anything. */
  readonly isCall: boolean
  readonly exact: RibbonSource
  /** Ticks before this one are in `exact`. */
  readonly exactTo: number
  readonly preview: RibbonSource | null
  readonly from: number
  /** Last tick wanted. */
  readonly to: number
}

/** How many operations some story tells of, and the one that is aimed at in all of them, or null. */
function operationsIn(sources: readonly RibbonSource[]): { readonly count: number; readonly target: number | null } {
  const stories = sources.flatMap(({ stories: each }) => each)
  const [first] = stories
  const target = first !== undefined && stories.every((story) => story.target === first.target) ? first.target : null
  return { count: Math.max(0, ...stories.map(({ settles }) => settles.length)), target }
}

function cancelRow({ model, isCall }: RibbonInput, walk: Walk): BandRow {
  const family = Object.keys(model.codes)
  return {
    kind: 'bands',
    id: 'cancel',
    titles: ['Cancel returns', 'Returns'],
    bands: bandsOf(walk, (story) => cancelSaid(story, family, isCall)),
  }
}

function lateRow(walk: Walk): SeriesRow {
  const stretches = stretchesOf(
    walk,
    false,
    (source, tick) => source.stories[source.storyNumber(tick)]?.outcome.lateResults,
  )
  return {
    kind: 'steps',
    id: 'late',
    titles: ['Late results', 'Late'],
    tone: 'drain',
    stretches,
    max: maxOf(stretches),
  }
}

/** The greatest value at a tick that the row has. */
const maxOf = (stretches: readonly Stretch[]): number =>
  Math.max(
    0,
    ...stretches.map(({ from, to, first, slope }) => Math.max(first ?? 0, (first ?? 0) + slope * (to - from))),
  )

function heldRow(model: Model, walk: Walk, name: string): SeriesRow {
  const title = model.resources[name]?.title ?? name
  const stretches = stretchesOf(walk, true, (source, tick) => source.heldFor(tick, name))
  return {
    kind: 'saw',
    id: `held ${name}`,
    titles: [...new Set([`${title} held for`, `${title} held`, title, title.replace(/ (of|on|in|for) .*$/, '')])],
    tone: 'orphan',
    stretches,
    max: maxOf(stretches),
  }
}

/** What goes on after nobody waits for it any more; no row where that is nothing, wherever the cancel comes. */
function spentRows(walk: Walk): SeriesRow[] {
  const stretches = stretchesOf(walk, true, (source, tick) => source.spentFor(tick))
  const max = maxOf(stretches)
  if (max === 0) return []
  return [
    {
      kind: 'saw',
      id: 'spent',
      titles: ['Spent for nobody', 'For nobody', 'Nobody'],
      tone: 'orphan',
      stretches,
      max,
    },
  ]
}

function settleRow({ model }: RibbonInput, walk: Walk, operation: number, target: number | null): BandRow {
  const family = Object.keys(model.codes)
  const isAim = target === operation
  const titles = isAim
    ? ['Then it ends with', 'Ends with']
    : [`Then operation ${operation} gets`, `Operation ${operation} gets`, `Operation ${operation}`, `Op. ${operation}`]
  const bands = bandsOf(walk, (story) =>
    settleSaid(story.settles[operation - 1] ?? null, story.target === operation, family),
  )
  return { kind: 'bands', id: `settle ${operation}`, titles, bands }
}

/** A row that says the same at every tick, as a sentence. */
function sentence(row: RibbonRow, model: Model): string | null {
  const part = only(row)
  if (part === null) return null
  if (row.id === 'late') {
    const count = (part as Stretch).first
    return count === 0 ? 'no result comes late' : `${String(count)} results come late`
  }
  if (row.id === 'spent') return `${String((part as Stretch).first)} ticks are spent for nobody`
  if (row.kind !== 'bands') {
    const name = lowered(model.resources[row.id.slice('held '.length)]?.title ?? row.id)
    const { first } = part as Stretch
    if (first === undefined) return null
    if (first === null) return `the ${name} is never released`
    return first === 0 ? `the ${name} is free already` : `the ${name} is held for ${first} more ticks`
  }
  const [full = ''] = (part as Band).texts
  if (row.id === 'cancel')
    return full.startsWith('never') || full.startsWith('is ') ? `the cancel ${full}` : `the cancel returns ${full}`
  const operation = Number(row.id.slice('settle '.length))
  const who = `operation ${operation}`
  return full.startsWith('never') ? `${who} ${full}` : `${who} ends with ${full}`
}

/** The rows of the ribbon from what a sweep found: those that depend on the tick, and the others in words. */
export function ribbonOf(input: RibbonInput): RibbonData {
  const { model, exact, exactTo, preview, from, to } = input
  const end = preview === null ? Math.min(to, exactTo - 1) : to
  const walk = walkOf(exact, preview, from, Math.min(exactTo, end + 1), end)
  const sources = preview === null ? [exact] : [exact, preview]
  const { count, target } = operationsIn(sources)
  const others = Array.from({ length: count }, (_, i) => i + 1)
  const ordered = [
    ...others.filter((operation) => operation !== target),
    ...others.filter((operation) => operation === target),
  ]
  const rows: RibbonRow[] = [
    cancelRow(input, walk),
    lateRow(walk),
    ...Object.keys(model.resources).map((name) => heldRow(model, walk, name)),
    ...spentRows(walk),
    ...ordered.map((operation) => settleRow(input, walk, operation, target)),
  ]
  const constant = rows.map((row) => ({ row, says: sentence(row, model) }))
  const speaks = (row: RibbonRow): boolean =>
    row.kind === 'bands' || row.stretches.some(({ first }) => first !== undefined)
  // The first row is what one takes hold of: it stays as long as the cancel returns anything at all.
  const stays = (row: RibbonRow): boolean =>
    row.id === 'cancel' && row.kind === 'bands' && row.bands.some(({ tone }) => tone !== 'gone')
  return {
    from,
    to: end,
    exactTo: walk.exactTo,
    rows: constant.flatMap(({ row, says }) => (speaks(row) && (says === null || stays(row)) ? [row] : [])),
    constant: constant.flatMap(({ row, says }) => (says !== null && speaks(row) && !stays(row) ? [says] : [])),
  }
}
