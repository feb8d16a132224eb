import { byObject } from '#base/memo.ts'
import type { Model } from '#kernel/model.ts'
import type { Phase } from '#machines/dialect.ts'

/** What the words of the picture mean, once and for everywhere: legend, milestones, and a sheet of their own. */
export const glossary = {
  issued: { word: 'issued', group: 'Milestones', says: 'The cancel leaves the client.' },
  accepted: {
    word: 'accepted',
    group: 'Milestones',
    says: 'The call that cancels has returned success or pending. It says that the request is in, not that anything has stopped.',
  },
  noticed: { word: 'noticed', group: 'Milestones', says: 'Whoever does the work learns of the cancel.' },
  stopped: { word: 'stopped', group: 'Milestones', says: 'The work has ended, for whatever reason.' },
  settled: { word: 'settled', group: 'Milestones', says: 'The client knows the final outcome of the operation.' },
  released: {
    word: 'released',
    group: 'Milestones',
    says: 'Nothing of the operation is held any more: no slot, no handle, no record.',
  },
  idle: { word: 'idle', group: 'Bars', says: 'Nothing is going on here.' },
  starting: { word: 'on its way', group: 'Bars', says: 'A request was sent and has not been answered yet.' },
  working: { word: 'at work', group: 'Bars', says: 'The operation runs.' },
  windingDown: {
    word: 'winding down',
    group: 'Bars',
    says: 'The cancel is known here, and what was on its way still comes in.',
  },
  unaware: {
    word: 'unseen, still held',
    group: 'Bars',
    says: 'The client is done with it, and the work or what it holds goes on without anybody waiting for it.',
  },
  over: {
    word: 'over, not closed',
    group: 'Bars',
    says: 'The outcome is known; something still has to be closed or deleted.',
  },
  closed: { word: 'closed', group: 'Bars', says: 'Closed: nothing is left here.' },
  refused: { word: 'refused', group: 'Bars', says: 'A request was turned away.' },
  result: { word: 'result', group: 'Marks', says: 'A partial result reaches the client.' },
  late: {
    word: 'late',
    group: 'Marks',
    says: 'A result that arrives after an accepted cancel of its operation was issued.',
  },
  lost: { word: 'lost', group: 'Marks', says: 'A message that does not arrive, or that nobody takes any more.' },
  bounced: { word: 'bounced', group: 'Marks', says: 'A request that was refused at once.' },
  milestone: {
    word: 'milestone',
    group: 'Time',
    says: 'One of six moments that all specifications have in common, in whatever order they come.',
  },
  tick: {
    word: 'tick',
    group: 'Time',
    says: 'The unit of virtual time. It has no length; only the order and the distances count.',
  },
  playhead: { word: 'playhead', group: 'Time', says: 'The tick that one looks at. It changes nothing in the run.' },
  ribbon: {
    word: 'outcome ribbon',
    group: 'Time',
    says: 'For every tick at which the cancel could come, what would have come of it.',
  },
} as const satisfies Readonly<Record<string, { readonly word: string; readonly group: string; readonly says: string }>>
export type Term = keyof typeof glossary

/** The terms by group, in order. */
export const glossaryGroups: readonly (readonly [string, readonly Term[]])[] = [
  ...new Set(Object.values(glossary).map(({ group }) => group)),
].map((group) => [group, (Object.keys(glossary) as Term[]).filter((term) => glossary[term].group === group)])

/** The words for what a bar shows. */
export const phaseTerms = {
  idle: 'idle',
  starting: 'starting',
  working: 'working',
  windingDown: 'windingDown',
  unaware: 'unaware',
  over: 'over',
  released: 'closed',
  refused: 'refused',
} as const satisfies Readonly<Record<Phase, Term>>

/** A role or a thing that is held: a word that only one specification has. `key` begins with what it is: `role provider`. */
export interface OwnTerm {
  readonly key: string
  readonly word: string
  readonly note: string
  readonly says: string
}

export const roleKey = (role: string): string => `role ${role}`
export const resourceKey = (resource: string): string => `resource ${resource}`

/** The words of one specification, by group. */
export const ownTerms = byObject(({ roles, resources }: Model): readonly (readonly [string, readonly OwnTerm[]])[] => [
  ['Who takes part', roles.map(({ name, title, note, says }) => ({ key: roleKey(name), word: title, note, says }))],
  [
    'What is held here',
    Object.entries(resources).map(([name, { title, note, says }]) => ({
      key: resourceKey(name),
      word: title,
      note,
      says,
    })),
  ],
])

const isTerm = (key: string): key is Term => Object.hasOwn(glossary, key)

/** What a word of the picture means, whether all specifications have it or this one; null for a word that nobody explains. */
export const saysOf = (model: Model, key: string): string | null =>
  isTerm(key)
    ? glossary[key].says
    : (ownTerms(model)
        .flatMap(([, terms]) => terms)
        .find((term) => term.key === key)?.says ?? null)
