import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stableJson } from '#base/json.ts'
import type { Scenario } from '#kernel/model.ts'
import { removeFork, renameFork } from '../forks/editing.ts'
import { treeOf } from '../forks/tree.ts'
import { forksText, takeForksText } from './forksFile.ts'
import { createLab, type LabStore } from './lab.ts'
import { addressOf, readLink } from './links.ts'

const content = ({ spec, knobs, steps }: Scenario): string => stableJson([spec, knobs, steps])
const kept = (lab: LabStore): readonly string[] => lab.getState().forks.map(({ scenario }) => content(scenario))
const rows = (lab: LabStore): readonly unknown[] =>
  lab.getState().forks.map(({ id, name, byHand, parent }) => [id, name, byHand, parent])

describe('runs that are kept', () => {
  it('whatever is done, undone and done otherwise: the end of a branch that is left stays', () => {
    const deed = fc.oneof(
      fc.integer({ min: 1, max: 300 }).map((tick) => (lab: LabStore) => lab.actions.cancelAt(tick)),
      fc.constant((lab: LabStore) => lab.actions.undo()),
      fc.constant((lab: LabStore) => lab.actions.redo()),
      fc.constant((lab: LabStore) => lab.actions.keepFork(null)),
      fc.constant((lab: LabStore) => lab.actions.openFork('f1')),
      fc.integer({ min: 1, max: 300 }).map((tick) => (lab: LabStore) => {
        lab.actions.beginGesture()
        lab.actions.cancelAt(tick)
        lab.actions.endGesture()
      }),
    )
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
        const lab = createLab()
        for (const act of deeds) {
          const before = lab.getState()
          act(lab)
          const after = lab.getState()
          const tip = before.future.findLast(({ after: then }) => then.scenario !== undefined)?.after.scenario
          const isLeft = before.future.length > 0 && after.future.length === 0 && after.past.length > before.past.length
          const isRedone = isLeft && before.future[0] === after.past.at(-1)
          const mustStay = isLeft && !isRedone && tip !== undefined ? [content(tip)] : []
          expect(kept(lab)).toEqual(expect.arrayContaining(mustStay))
          // Nothing that is kept goes, and nothing is kept twice.
          expect(kept(lab).slice(0, before.forks.length)).toEqual(before.forks.map(({ scenario }) => content(scenario)))
          expect(new Set(kept(lab)).size).toBe(after.forks.length)
        }
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  it('stand in a tree, each below the one that it came from, with the tick at which it leaves it', () => {
    const lab = createLab()
    lab.actions.cancelAt(100)
    lab.actions.keepFork('First')
    lab.actions.cancelAt(150)
    lab.actions.keepFork(null)
    lab.actions.openFork('f1')
    lab.actions.cancelAt(90)
    lab.actions.keepFork('Earlier')
    expect(rows(lab)).toMatchObject([
      ['f1', 'First', true, null],
      ['f2', expect.stringMatching(/, cancel at 150$/), true, 'f1'],
      ['f3', 'Earlier', true, 'f1'],
    ])
    const [first] = treeOf(lab.getState().forks)
    expect(first?.branches.map(({ fork, leaves }) => [fork.id, leaves?.tick])).toEqual([
      ['f2', 100],
      ['f3', 90],
    ])
    // Undo goes back through what was opened, and to where it came from.
    lab.actions.undo()
    lab.actions.undo()
    expect(lab.getState().branch).toBe('f2')
    // Those of a run that is removed come from where it came from.
    removeFork(lab, 'f1')
    expect(rows(lab).map((row) => (row as unknown[])[3])).toEqual([null, null])
  })

  /** A tree: f1 with f2 and f3 below it. */
  const threeRuns = (): LabStore => {
    const lab = createLab()
    lab.actions.cancelAt(100)
    lab.actions.keepFork('First')
    for (const [i, tick] of [150, 90].entries()) {
      lab.actions.openFork('f1')
      lab.actions.cancelAt(tick)
      lab.actions.keepFork(`Other ${i}`)
    }
    return lab
  }

  it('come back by undo where they were removed or named anew, and go again by redo', () => {
    const lab = threeRuns()
    const all = [lab.getState().forks, lab.getState().scenario]
    lab.actions.openSheet({ kind: 'forks' })
    const steps = [
      () => removeFork(lab, 'f1'),
      () => renameFork(lab, 'f2', 'Mine'),
      () => removeFork(lab, 'f3'),
      () => removeFork(lab, 'f2'),
    ]
    const moments = steps.map((act) => {
      act()
      return [rows(lab), lab.getState().branch]
    })
    expect(moments.map(([kept]) => (kept as readonly unknown[]).length)).toEqual([2, 2, 1, 0])
    for (const moment of moments.toReversed()) {
      expect([rows(lab), lab.getState().branch]).toEqual(moment)
      lab.actions.undo()
    }
    expect([lab.getState().forks, lab.getState().scenario]).toEqual(all)
    for (const moment of moments) {
      lab.actions.redo()
      expect([rows(lab), lab.getState().branch]).toEqual(moment)
    }
    // What stands behind the kept runs is not undone while they are looked at.
    for (let i = 0; i < 20; i++) lab.actions.undo()
    expect([lab.getState().forks, lab.getState().scenario]).toEqual(all)
  })

  it('stay where undo brings one back that was removed before them, also where they have its number', () => {
    const lab = threeRuns()
    removeFork(lab, 'f3')
    lab.actions.cancelAt(30)
    lab.actions.keepFork('Late')
    expect(lab.getState().forks.at(-1)).toMatchObject({ id: 'f3', name: 'Late' })
    lab.actions.openSheet({ kind: 'forks' })
    lab.actions.undo()
    const { forks } = lab.getState()
    expect(forks.map(({ name }) => name).toSorted()).toEqual(['First', 'Late', 'Other 0', 'Other 1'])
    expect(new Set(forks.map(({ id }) => id)).size).toBe(4)
    expect(forks.find(({ name }) => name === 'Other 1')).toMatchObject({ parent: 'f1' })
  })

  it('go along in a file, and in a link while they are looked at; what is there already comes once', async () => {
    const lab = createLab()
    lab.actions.cancelAt(100)
    lab.actions.keepFork('First')
    lab.actions.cancelAt(150)
    lab.actions.keepFork('Second')
    const text = forksText(lab.getState().forks)
    const other = createLab()
    expect(await takeForksText(other, text)).toEqual({ ok: true, value: '2 runs came in' })
    expect(rows(other)).toEqual(rows(lab))
    expect(await takeForksText(other, text)).toEqual({ ok: true, value: 'all of these runs are kept already' })

    const plain = await readLink((await addressOf(lab.getState())).slice(1))
    expect(plain).toMatchObject({ ok: true, value: { forks: null } })
    lab.actions.openSheet({ kind: 'forks' })
    const link = await readLink((await addressOf(lab.getState())).slice(1))
    expect(link).toMatchObject({ ok: true, value: { forks: JSON.parse(text) as object } })
  })

  it.each([
    ['{', 'not JSON; expected kept runs'],
    ['{"format":"aftercancel/forks@1","forks":[{"id":"x","name":"","scenario":{}}]}', 'forks.0.id: f and a number'],
    [
      '{"format":"aftercancel/forks@1","forks":[{"id":"f1","name":"x","scenario":{"format":"aftercancel/scenario@1","spec":"none","steps":[]}}]}',
      'forks.0.scenario: spec: unknown specification "none"',
    ],
  ])('refuses %s', async (text, why) => {
    const lab = createLab()
    const taken = await takeForksText(lab, text)
    expect(taken.ok ? '' : taken.error).toContain(why)
    expect(lab.getState().forks).toEqual([])
  })
})
