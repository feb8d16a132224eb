import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { endOf, isChanged, newStep, specificationFor, traceOf } from './derived.ts'
import { createLab, type LabStore } from './lab.ts'

const cancelAt = (lab: LabStore): number | undefined =>
  lab.getState().scenario.steps.find((step) => step.do === 'cancel')?.at
const [first, second] = specifications.map(({ document }) => document.id)

describe('undo', () => {
  it('leads back step by step, and redo forward again', () => {
    const lab = createLab()
    const before = lab.getState().scenario

    lab.actions.cancelAt(11)
    lab.actions.cancelAt(12)
    lab.actions.undo()
    expect(cancelAt(lab)).toBe(11)
    lab.actions.undo()
    expect(lab.getState().scenario).toBe(before)
    lab.actions.redo()
    lab.actions.redo()

    expect(cancelAt(lab)).toBe(12)
  })

  it('of another run that was opened leads back to how the one before was looked at, and redo forward', () => {
    const lab = createLab()
    const other = specifications[0]?.scenarios[3]?.id
    lab.actions.seek(7)
    const before = lab.getState()
    lab.actions.openSpec(first ?? '', other)
    const after = lab.getState()
    expect(after.playhead).not.toBe(7)
    lab.actions.seek(3)
    lab.actions.undo()
    expect(lab.getState()).toMatchObject({ scenario: before.scenario, playhead: 7, builtIn: before.builtIn })
    lab.actions.redo()
    expect(lab.getState()).toMatchObject({ scenario: after.scenario, playhead: after.playhead, builtIn: other })

    // A command that is moved is looked at from where one is.
    lab.actions.cancelAt(11)
    lab.actions.seek(5)
    lab.actions.undo()
    expect(lab.getState().playhead).toBe(5)
  })

  it('takes a whole gesture as one step, and forgets what was undone after a new one', () => {
    const lab = createLab()
    const before = lab.getState().scenario

    lab.actions.beginGesture()
    for (const tick of [20, 21, 22]) lab.actions.cancelAt(tick)
    lab.actions.endGesture()
    const after = lab.getState().scenario
    expect(lab.getState().past).toEqual([{ on: 'explore', before: { scenario: before }, after: { scenario: after } }])
    lab.actions.undo()
    lab.actions.cancelAt(5)

    expect(lab.getState().future).toEqual([])
  })

  it('of a gesture that is dropped, everything is as before', () => {
    const lab = createLab()
    const { scenario, playhead } = lab.getState()

    lab.actions.beginGesture()
    lab.actions.cancelAt(3)
    lab.actions.dropGesture()

    expect(lab.getState()).toMatchObject({ scenario, gesture: null, past: [] })
    expect(lab.getState().playhead).toBeLessThanOrEqual(playhead)
  })

  it('goes back across specifications, without a selection that means nothing there', () => {
    const lab = createLab()
    lab.actions.openSpec(second ?? '')
    lab.actions.select({
      kind: 'code',
      code: Object.keys(specificationFor(lab.getState().scenario).document.codes)[0] ?? '',
    })

    lab.actions.undo()

    expect(lab.getState()).toMatchObject({ scenario: { spec: first }, selection: null })
  })
})

describe('commands on one tick', () => {
  const tied = (): LabStore => {
    const lab = createLab()
    const { model } = specificationFor(lab.getState().scenario)
    const names = Object.keys(model.commands).slice(0, 3)
    lab.actions.edit((scenario) => ({
      ...scenario,
      steps: names.map((name, i) => newStep(model, name, i === 1 ? 9 : 5)),
    }))
    return lab
  }
  const order = (lab: LabStore): string[] => lab.getState().scenario.steps.map((step) => `${step.at} ${step.do}`)

  it('change places with the next on the same tick, whatever stands between them in the list', () => {
    const lab = tied()
    const [a, b, c] = order(lab)

    lab.actions.shiftStep(0, 1)

    expect(order(lab)).toEqual([c, b, a])
    lab.actions.shiftStep(2, -1)
    expect(order(lab)).toEqual([a, b, c])
  })

  it('stay where they are at either end', () => {
    const lab = tied()
    const { scenario } = lab.getState()

    lab.actions.shiftStep(0, -1)
    lab.actions.shiftStep(2, 1)
    lab.actions.shiftStep(1, 1)

    expect(lab.getState().scenario).toBe(scenario)
  })
})

describe('a scenario from outside', () => {
  it('that is refused changes nothing but the notice', () => {
    const lab = createLab()
    const { notice: _, ...before } = lab.getState()

    expect(lab.actions.loadText('{"format":', 'x.json').ok).toBe(false)

    const { notice, ...after } = lab.getState()
    expect(after).toEqual(before)
    expect(notice).toMatchObject({ kind: 'error', text: expect.stringMatching(/^x\.json: not JSON/) as string })
  })

  it('is refused from a script as well', () => {
    const lab = createLab()
    const { scenario } = lab.getState()

    expect(
      lab.actions.load({ format: 'aftercancel/scenario@1', spec: first, steps: [{ at: -1, do: 'cancel' }] }).ok,
    ).toBe(false)

    expect(lab.getState().scenario).toBe(scenario)
  })
})

describe('the playhead', () => {
  it('stays within the run, and goes from event to event', () => {
    const lab = createLab()
    const end = endOf(traceOf(lab.getState().scenario))

    lab.actions.seek(1e9)
    expect(lab.getState().playhead).toBe(end)
    lab.actions.stepEvent(-1)
    const before = lab.getState().playhead
    expect(traceOf(lab.getState().scenario).events.some(({ t }) => t === before)).toBe(true)
    expect(before).toBeLessThan(end)
    lab.actions.stepEvent(1)

    expect(lab.getState().playhead).toBe(end)
  })
})

describe('a scenario that was opened', () => {
  it('is changed by an edit, and no longer when the edit is taken back by hand', () => {
    const lab = createLab()
    const at = cancelAt(lab) ?? 0

    lab.actions.cancelAt(at + 1)
    expect(isChanged(lab.getState())).toBe(true)
    lab.actions.cancelAt(at)
    expect(isChanged(lab.getState())).toBe(false)
    lab.actions.cancelAt(at + 1)
    lab.actions.reset()

    expect(isChanged(lab.getState())).toBe(false)
    expect(cancelAt(lab)).toBe(at)
  })
})

describe('the command that is asked about', () => {
  const twice = {
    format: 'aftercancel/scenario@1',
    spec: 'mi',
    steps: [
      { at: 0, do: 'start' },
      { at: 100, do: 'cancel' },
      { at: 150, do: 'cancel' },
      { at: 300, do: 'close' },
    ],
  }
  const opened = (scenario: object = twice): LabStore => {
    const lab = createLab()
    expect(lab.actions.load(scenario).ok).toBe(true)
    return lab
  }
  const ticks = (lab: LabStore): number[] => lab.getState().scenario.steps.map(({ at }) => at)
  const answer = (lab: LabStore): string | undefined => traceOf(lab.getState().scenario).outcome.cancel?.code

  it('is the first cancel, which passes the second and stays the one that is dragged', () => {
    const lab = opened()
    lab.actions.beginGesture()
    for (const tick of [120, 149, 151, 200, 237]) lab.actions.askedAt(tick)
    lab.actions.endGesture()
    expect(ticks(lab)).toEqual([0, 237, 150, 300])

    lab.actions.undo()
    expect(ticks(lab)).toEqual([0, 100, 150, 300])
  })

  it('stays the first cancel while another is dragged past it', () => {
    const lab = opened()
    lab.actions.beginGesture()
    for (const tick of [120, 101, 99, 40]) lab.actions.moveStep(2, tick)
    expect(lab.getState().scenario.asked).toBe(1)
    lab.actions.moveStep(2, 150)
    lab.actions.endGesture()
    expect(ticks(lab)).toEqual([0, 100, 150, 300])
    expect(lab.getState().past).toHaveLength(1)
  })

  it('can be any other one, of which the outcome then speaks; undo does not take the question back', () => {
    const lab = opened({ ...twice, steps: twice.steps.with(2, { at: 320, do: 'cancel' }) })
    const { past } = lab.getState()
    const first = answer(lab)
    lab.actions.ask(2)
    expect([first, answer(lab)]).toEqual(['MI_RESULT_OK', 'MI_RESULT_INVALID_PARAMETER'])
    expect(lab.getState().past).toBe(past)
    lab.actions.askedAt(170)
    expect(ticks(lab)).toEqual([0, 100, 170, 300])

    lab.actions.ask(3)
    expect(answer(lab)).toBe(first)
    lab.actions.askedAt(250)
    lab.actions.cancelAt(90)
    expect(ticks(lab)).toEqual([0, 90, 170, 250])
  })

  it('stays the same one when others are taken away, and the first cancel is it again when it is gone itself', () => {
    const lab = opened()
    lab.actions.ask(2)
    lab.actions.removeStep(1)
    expect(lab.getState().scenario.asked).toBe(1)
    lab.actions.removeStep(1)
    expect(lab.getState().scenario.asked).toBeUndefined()
  })

  it('gives way where it makes no sense, and gets its argument back when it is dragged back', () => {
    const lab = opened({
      format: 'aftercancel/scenario@1',
      spec: 'even6',
      steps: [
        { at: 0, do: 'registerControllableOperation' },
        { at: 20, do: 'exportLog' },
        { at: 100, do: 'close' },
        { at: 140, do: 'cancel', args: { handle: 'closed' } },
      ],
    })
    const handle = (): unknown => lab.getState().scenario.steps[3]?.args['handle']
    const before = lab.getState()
    lab.actions.beginGesture()
    lab.actions.askedAt(60)
    expect(handle()).toBe('control')
    lab.actions.askedAt(139)
    expect(handle()).toBe('closed')
    lab.actions.askedAt(140)
    lab.actions.endGesture()
    expect(lab.getState().scenario).toBe(before.scenario)
    expect(lab.getState().past).toBe(before.past)
  })
})
