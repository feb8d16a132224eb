import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { entries } from '#machines/registry.ts'
import { canUndo } from '../lab/slices/history.ts'
import { comparePlace, frameFor, momentMax, rowsFor, stories, toMoment, toStory } from './compare.ts'
import { createLab, type LabStore } from '../lab/lab.ts'
import { pairOf } from './pair.ts'
import { builtInOf, chooseSide, chooseSpec, setChoice, sideOptions, swapSides } from './sides.ts'
import { variantsOf } from './variants.ts'

describe('how the screen is looked at', () => {
  it('is as usual where a link makes no sense', () => {
    expect(comparePlace({ story: 'none', moment: -1, milestone: 'x', view: 3 })).toEqual({
      view: 'story',
      story: 'half-way',
      moment: 500,
      milestone: 'settled',
    })
    expect(comparePlace(undefined, true).view).toBe('runs')
    expect(comparePlace('text')).toEqual(comparePlace(undefined))
  })

  it('comes back from what a link keeps of it', () => {
    for (const { id } of stories) {
      const place = toStory(comparePlace(undefined), id)
      expect(comparePlace(JSON.parse(JSON.stringify(place)))).toEqual(place)
    }
  })

  it('stays within the work and a little after it', () => {
    const place = comparePlace(undefined)
    expect(toMoment(place, -5).moment).toBe(0)
    expect(toMoment(place, 1e9).moment).toBe(momentMax)
  })

  it.each(stories.map(({ id }) => [id]))('has room for every moment on one scale: %s', (story) => {
    const { lead, work, total, lanes } = frameFor(story)
    for (let moment = 0; moment <= momentMax; moment += 150)
      for (const row of rowsFor({ story, moment })) {
        const pole = lead + (moment / 1000) * work
        expect(pole - row.cancelAt).toBeGreaterThanOrEqual(0)
        for (const { after } of row.reached) expect(pole + (after ?? 0)).toBeLessThanOrEqual(total)
        expect(lanes.get(row.spec)?.size).toBeGreaterThan(1)
      }
  })
})

const begin = (): LabStore => {
  const lab = createLab({ screen: 'compare' })
  chooseSpec(lab, 'lro')
  return lab
}
const sides = (lab: LabStore) =>
  [lab.getState().pinned, lab.getState().scenario].map((scenario) =>
    scenario === null ? null : (builtInOf(scenario) ?? scenario.knobs),
  )

describe('two runs that are chosen', () => {
  it('begin with two scenarios of the specification', () => {
    const [first, second] = sideOptions('lro', null, null)
    expect(sides(begin())).toEqual([first?.id, second?.id])
  })

  it('can be swapped, changed, and undone one by one', () => {
    const lab = begin()
    const [first, second, third] = sideOptions('lro', null, null).map(({ id }) => id)
    chooseSide(lab, 'left', third ?? '')
    expect(sides(lab)).toEqual([third, second])
    swapSides(lab)
    expect(sides(lab)).toEqual([second, third])
    chooseSide(lab, 'right', first ?? '')
    expect(sides(lab)).toEqual([second, first])
    for (const expected of [
      [second, third],
      [third, second],
      [first, second],
    ]) {
      lab.actions.undo()
      expect(sides(lab)).toEqual(expected)
    }
    lab.actions.redo()
    expect(sides(lab)).toEqual([third, second])
  })

  it('differ in nothing but the choice that is changed', () => {
    const lab = begin()
    chooseSide(lab, 'right', 'other')
    setChoice(lab, 'right', 'honoursCancel', 'late')
    const { pinned, scenario } = lab.getState()
    const pair = ensure(pairOf(ensure(pinned, 'pinned'), scenario), 'of one specification')
    expect(pair.settings).toEqual([])
    expect(pair.first?.words).toContain('because “A cancel is honoured” is yes on the left and late on the right')
    expect(pair.first?.clauses.length).toBeGreaterThan(0)
    setChoice(lab, 'right', 'honoursCancel', 'yes')
    expect(pairOf(ensure(pinned, 'pinned'), lab.getState().scenario)?.first).toBeNull()
  })

  it('are explained with a clause wherever they differ', () => {
    const lab = createLab({ screen: 'compare' })
    for (const { id: spec } of entries) {
      chooseSpec(lab, spec)
      const all = sideOptions(spec, null, null)
      for (const { id } of all) {
        chooseSide(lab, 'right', id)
        const { pinned, scenario } = lab.getState()
        const pair = ensure(pairOf(ensure(pinned, 'pinned'), scenario), 'of one specification')
        const isSame = pair.matches.every(({ kind }) => kind === 'same')
        expect(isSame || (pair.first?.clauses.length ?? 0) > 0, id).toBe(true)
      }
    }
  })

  it('say for each other setting what it changes', () => {
    const { scenario } = begin().getState()
    for (const { scenario: other, differing } of variantsOf(scenario))
      expect(pairOf(scenario, other)?.matches.filter(({ kind }) => kind !== 'same')).toHaveLength(differing)
  })

  it('are told apart where they are of two specifications', () => {
    const lab = begin()
    const { scenario } = lab.getState()
    lab.actions.openSpec('mi')
    expect(pairOf(scenario, lab.getState().scenario)).toBeNull()
  })
})

describe('undo on the screen', () => {
  const look = (lab: LabStore, moment: number): void =>
    lab.actions.doHere(() => lab.actions.setPlace('compare', { moment }))

  it('takes a whole drag as one change', () => {
    const lab = createLab({ screen: 'compare' })
    look(lab, 1)
    lab.actions.beginGesture()
    look(lab, 2)
    look(lab, 3)
    lab.actions.endGesture()
    lab.actions.beginGesture()
    look(lab, 4)
    lab.actions.endGesture()
    lab.actions.undo()
    expect(lab.getState().places.compare).toEqual({ moment: 3 })
    lab.actions.undo()
    expect(lab.getState().places.compare).toEqual({ moment: 1 })
    lab.actions.redo()
    expect(lab.getState().places.compare).toEqual({ moment: 3 })
  })

  it('leaves the scenario alone while a story is told, and does not go back behind a change of it elsewhere', () => {
    const lab = createLab({ screen: 'compare' })
    const nudged: number[] = []
    look(lab, 1)
    lab.actions.goTo('explore')
    lab.actions.cancelAt(7)
    const { scenario } = lab.getState()
    lab.actions.goTo('compare')
    const free = lab.actions.claimNudge((ticks) => nudged.push(ticks))
    expect(canUndo(lab.getState())).toBe(false)
    lab.actions.undo()
    expect(lab.getState()).toMatchObject({ scenario, places: { compare: { moment: 1 } } })
    look(lab, 2)
    lab.actions.undo()
    expect(lab.getState()).toMatchObject({ scenario, places: { compare: { moment: 1 } } })
    lab.getState().nudge?.(3)
    expect(nudged).toEqual([3])
    free()
    expect(lab.getState().nudge).toBeNull()
    lab.actions.undo()
    expect(lab.getState().scenario).not.toBe(scenario)
  })

  it('elsewhere passes over what was only looked at here, which waits for the screen to be opened again', () => {
    const lab = createLab({ screen: 'compare' })
    const { scenario } = lab.getState()
    lab.actions.cancelAt(7)
    const moved = lab.getState().scenario
    look(lab, 1)
    look(lab, 2)
    lab.actions.goTo('explore')
    lab.actions.undo()
    expect(lab.getState()).toMatchObject({ scenario, places: { compare: { moment: 2 } } })
    expect(canUndo(lab.getState())).toBe(false)
    lab.actions.goTo('compare')
    lab.actions.undo()
    expect(lab.getState()).toMatchObject({ scenario, places: { compare: { moment: 1 } } })
    lab.actions.redo()
    lab.actions.redo()
    expect(lab.getState()).toMatchObject({ scenario: moved, places: { compare: { moment: 2 } } })
  })

  it('of a drag that is dropped, everything is as before, and there is no step of it', () => {
    const lab = createLab({ screen: 'compare' })
    look(lab, 1)
    lab.actions.beginGesture()
    look(lab, 5)
    lab.actions.dropGesture()
    expect(lab.getState().places.compare).toEqual({ moment: 1 })
    lab.actions.undo()
    expect(lab.getState().places.compare).toBeUndefined()
  })
})

it('a built-in scenario knows its name', () => {
  const lab = begin()
  const { scenario } = lab.getState()
  expect(builtInOf(scenario)).not.toBeNull()
  expect(builtInOf({ ...scenario, steps: [] })).toBeNull()
})
