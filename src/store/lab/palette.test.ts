import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { createLab, scenarioFromBuiltIn } from './lab.ts'
import type { Page } from '../files/files.ts'
import { allActions } from './palette.ts'

const page: Page = {
  frames: { prefersReducedMotion: () => true, request: () => 0, cancel: () => undefined },
  copyLink: () => undefined,
  chooseFile: () => undefined,
  save: () => undefined,
}

const labs = specifications.map((specification) => {
  const builtIn = specification.scenarios[0]
  if (builtIn === undefined) throw new Error('a specification has a scenario')
  return {
    id: specification.document.id,
    specification,
    open: () => createLab({ scenario: scenarioFromBuiltIn(specification, builtIn), builtIn: builtIn.id }),
  }
})

describe.each(labs)('everything that can be done with $id', ({ specification: { model, document }, open }) => {
  it('is offered once, with a name', () => {
    const actions = allActions(open().getState())

    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length)
    expect(actions.every(({ title }) => /^\S.*\S$/.test(title))).toBe(true)
  })

  it('holds every command, every chart and every clause', () => {
    const ids = new Set(allActions(open().getState()).map(({ id }) => id))

    expect(Object.keys(model.commands).filter((name) => !ids.has(`add-${name}`))).toEqual([])
    expect(model.roles.filter(({ name }) => !ids.has(`chart-${name}`))).toEqual([])
    expect(Object.keys(document.clauses).filter((id) => !ids.has(`clause-${id}`))).toEqual([])
  })

  it('adds each command at the playhead, and takes it away again', () => {
    const lab = open()
    const before = lab.getState().scenario
    for (const name of Object.keys(model.commands)) {
      allActions(lab.getState())
        .find(({ id }) => id === `add-${name}`)
        ?.run(lab, page)
      expect(lab.getState().scenario.steps.at(-1)).toMatchObject({ do: name, at: lab.getState().playhead })

      allActions(lab.getState())
        .find(({ id }) => id === `remove-${before.steps.length}`)
        ?.run(lab, page)
      expect(lab.getState().scenario).toEqual(before)
    }
  })
})
