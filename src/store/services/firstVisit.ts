import { ensure } from '#base/assert.ts'
import { knobDefaults } from '#machines/domains.ts'
import { entries, specificationOf } from '#machines/registry.ts'
import { stepOf } from '#machines/scenario.ts'
import { hints, type Hint, type LabState, type LabStore } from '../lab/state.ts'
import type { KeyValueStore } from './persistence.ts'

/** What somebody sees who has never been here: one operation, three commands, the playhead at the cancel, and a few hints. */

const key = 'hints'
const cancelAt = 150

/** Hints that were not closed yet, from what the browser keeps; null where it keeps nothing: then nobody was here before. */
function storedHints(keep: KeyValueStore): readonly Hint[] | null {
  const text = keep.read(key)
  return text === null ? null : hints.filter((hint) => text.split(' ').includes(hint))
}

/** What a page begins with. A link is never a first visit: whoever follows one wants to see what it holds. */
export function firstVisit(keep: KeyValueStore, hash: string): Partial<LabState> {
  const known = storedHints(keep)
  const isFirst = known === null && hash.replace(/^#/, '') === ''
  if (!isFirst) return { hints: [] }
  const { model } = ensure(specificationOf(entries[0]?.id ?? ''), 'the first specification is loaded')
  const scenario = {
    spec: model.spec,
    title: 'One operation, cancelled',
    knobs: { ...knobDefaults(model), linkTicks: 20, results: 40 },
    steps: [stepOf(model, 0, 'start'), stepOf(model, cancelAt, 'cancel'), stepOf(model, 400, 'close')],
  }
  return { scenario, builtIn: null, playhead: cancelAt, rests: cancelAt, hints }
}

/** Keeps which hints are left, and closes a hint when what it is about was done. */
export function followHints(lab: LabStore, keep: KeyValueStore): () => void {
  keep.write(key, lab.getState().hints.join(' '))
  return lab.subscribe((state, before) => {
    if (state.hints !== before.hints) keep.write(key, state.hints.join(' '))
    if (state.hints.length === 0) return
    const { closeHint } = lab.actions
    // A drag that was let go, and moved something.
    if (before.gesture !== null && state.gesture === null && state.scenario !== before.gesture) closeHint('pole')
    if (state.selection !== before.selection && state.selection !== null) closeHint('dots')
    if (state.sheet !== before.sheet && state.sheet?.kind === 'clause') closeHint('reasons')
    // Another run is another story.
    if (state.scenario.title !== before.scenario.title) closeHint(null)
  })
}
