import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { createLab, scenarioFromBuiltIn } from './lab.ts'
import type { Page } from '../files/files.ts'
import { allActions, sectionsOf } from './palette.ts'

const page: Page = {
  frames: { prefersReducedMotion: () => true, request: () => 0, cancel: () => undefined },
  copyLink: () => undefined,
  copyText: () => undefined,
  chooseFile: () => undefined,
  save: () => undefined,
  scroll: () => false,
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

  it('has the scenarios under headings of their own, after what else can be done with the scenario', () => {
    const actions = allActions(open().getState())
    const sections = sectionsOf(actions)
    const headings = sections.map(([heading]) => heading)

    expect(sections.flatMap(([, own]) => own)).toHaveLength(actions.length)
    expect(new Set(headings).size).toBe(headings.length)
    expect(headings[headings.indexOf('Scenario') + 1]).toBe(`${document.title}: The plain cases`)
    for (const [heading, own] of sections) {
      const ids = own.map(({ id }) => id.startsWith('scenario-'))
      expect([heading, new Set(ids).size]).toEqual([heading, 1])
    }
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
