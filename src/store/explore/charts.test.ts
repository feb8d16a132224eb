import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { litIn, smallChart, smallShapes, wayOf } from './charts.ts'
import { chartOf, loadCharts } from './largeCharts.ts'
import { traceOf } from '../lab/derived.ts'
import { scenarioFromBuiltIn } from '../lab/lab.ts'
import { aimedInstance, instancesOf, momentOf, takenAt } from './moments.ts'

const runs = specifications.flatMap((specification) =>
  specification.scenarios.map((builtIn) => ({
    name: `${specification.document.id} ${builtIn.id}`,
    specification,
    scenario: scenarioFromBuiltIn(specification, builtIn),
  })),
)

describe.each(runs)('the charts of $name', ({ specification: { model }, scenario }) => {
  const trace = traceOf(scenario)

  it('are, at every change of a state, where the trace says', () => {
    for (const role of model.roles)
      for (const instance of instancesOf(scenario, role)) {
        const actor = role.instances ? `${role.name}#${instance}` : role.name
        const leaves = new Set(chartOf(role).states.flatMap(({ id, type }) => (type === 'atomic' ? [id] : [])))
        const lines = trace.events.flatMap((event) => (event.kind === 'state' && event.actor === actor ? [event] : []))
        const lastOfTick = lines.filter(({ t }, i) => lines[i + 1]?.t !== t)
        for (const { t, to } of lastOfTick) {
          const { active, change } = momentOf(scenario, role, instance, t)

          expect(
            [...active]
              .filter((id) => leaves.has(id))
              .sort()
              .join(','),
          ).toBe(to)
          expect(change).toMatchObject({ t, to })
          expect(change?.transitions.length).toBeGreaterThan(0)
        }
      }
  })

  it('light up one state for each that shows, and an arrow that can be drawn', () => {
    for (const role of model.roles) {
      const instance = aimedInstance(scenario, role)
      const grid = smallChart(model.spec, role, smallShapes[0] as (typeof smallShapes)[number])
      for (const { t } of trace.events) {
        const { on, way } = litIn(role, momentOf(scenario, role, instance, t))

        expect(on.size).toBeGreaterThan(0)
        expect([...on].every((id) => grid.cells.some((cell) => cell.id === id))).toBe(true)
        expect(way === null || wayOf(grid, ...way) !== null).toBe(true)
      }
    }
  })

  it('know each transition that the run took', () => {
    for (const role of model.roles) {
      const ids = new Set(chartOf(role).transitions.map(({ id }) => id))
      for (const instance of instancesOf(scenario, role))
        for (const id of takenAt(scenario, role, instance).keys()) expect(ids.has(id)).toBe(true)
    }
  })
})

it('the large charts of every specification can be loaded, one for each role', async () => {
  for (const { model } of specifications) {
    const charts = await loadCharts(model.spec)

    expect(Object.keys(charts).sort()).toEqual(model.roles.map(({ name }) => name).sort())
  }
})

it('before anything has happened an actor is in its first state', () => {
  const [specification] = specifications
  const scenario = scenarioFromBuiltIn(specification as (typeof specifications)[number], {
    id: 'x',
    title: '',
    group: 'plain',
    shows: '',
    knobs: {},
    steps: [],
  })
  const moments = specification?.model.roles.map((role) => momentOf(scenario, role, aimedInstance(scenario, role), 0))

  expect(moments?.every(({ change, taken }) => change === null && taken === null)).toBe(true)
})

it('no two states of a small chart have the same name, however narrow it is', () => {
  const alike = specifications.flatMap(({ document, model }) =>
    model.roles.flatMap((role) =>
      smallShapes.flatMap((shape) => {
        const labels = smallChart(document.id, role, shape).cells.map(({ label }) => label)
        return labels
          .filter((label, i) => labels.indexOf(label) !== i)
          .map((label) => `${document.id} ${role.name}: ${label}`)
      }),
    ),
  )
  expect(alike).toEqual([])
})
