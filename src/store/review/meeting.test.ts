import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { knobDefaults } from '#machines/domains.ts'
import { createLab } from '../lab/lab.ts'
import { scenarioFromBuiltIn, tryRun } from '../lab/derived.ts'
import type { Decision } from './comments.ts'
import { isChosen, optionsOf, pressed, underReadings } from './options.ts'
import { questionsOf } from './review.ts'
import {
  agendaAt,
  agendaOf,
  clauseAt,
  holdMeeting,
  meetingPlace,
  readClause,
  reviewPlace,
  stepClause,
} from './reviewPlace.ts'
import { witnessesOf } from './witnesses.ts'

const [one, two] = [ensure(specifications[0], 'there is one'), ensure(specifications[1], 'there is another')]
const clausesOf = ({ document }: typeof one): string[] => Object.keys(document.clauses)

describe('a meeting', () => {
  it.each([[undefined], [null], [7], [{ meeting: 3 }], [{ mi: 'MI-01' }]])('is not held at %j', (value) => {
    expect(meetingPlace(value)).toBeNull()
  })

  it('takes nonsense out of its agenda', () => {
    expect(meetingPlace({ meeting: { agenda: ['mi MI-01', 7, 'x', ''], minutes: -3 } })).toEqual({
      agenda: [{ spec: 'mi', clause: 'MI-01' }],
      minutes: 0,
    })
  })

  it('goes through the clauses of its agenda and no others, from one specification to the next', () => {
    const lab = createLab()
    const agenda = [
      { spec: one.document.id, clause: clausesOf(one)[3] ?? '' },
      { spec: two.document.id, clause: clausesOf(two)[5] ?? '' },
      { spec: two.document.id, clause: clausesOf(two)[2] ?? '' },
    ]
    const read = (): string => {
      const { scenario, places } = lab.getState()
      return `${scenario.spec} ${clauseAt(ensure(specificationOf(scenario.spec), 'it is known').document, reviewPlace(places.review))}`
    }
    holdMeeting(lab, { agenda, minutes: 5 })
    const names = agenda.map(({ spec, clause }) => `${spec} ${clause}`)
    expect(read()).toBe(names[0])
    stepClause(lab, 1)
    expect(read()).toBe(names[1])
    stepClause(lab, 1)
    stepClause(lab, 1)
    expect(read()).toBe(names[2])
    stepClause(lab, -1)
    stepClause(lab, -1)
    stepClause(lab, -1)
    expect(read()).toBe(names[0])
    // Somebody wants to see another clause in between; the meeting goes on.
    readClause(lab, clausesOf(one)[0] ?? '')
    expect(agendaAt(lab.getState())).toBe(-1)
    expect(meetingPlace(lab.getState().places.review)).toEqual({ agenda, minutes: 5 })
    stepClause(lab, 1)
    expect(read()).toBe(names[0])
    holdMeeting(lab, null)
    expect(meetingPlace(lab.getState().places.review)).toBeNull()
    expect(agendaOf(lab.getState())).toHaveLength(clausesOf(one).length)
    expect(read()).toBe(names[0])
  })
})

describe('what can be decided', () => {
  const asked = ensure(
    clausesOf(one)
      .flatMap((id) => questionsOf(one, id))
      .find(({ knob }) => knob?.knob.domain.type === 'enum'),
    'a question has readings',
  )
  const options = optionsOf(asked)
  const [first, second] = [ensure(options[0], 'our default'), ensure(options[1], 'another reading')]
  const chosenOf = ({ reading }: typeof first) => ensure(reading ?? undefined, 'it is a reading')
  const option = (id: string) =>
    ensure(
      options.find((each) => each.id === id),
      id,
    )
  const decided = (change: Partial<Decision>): Decision => ({
    spec: one.document.id,
    about: asked.id,
    choice: 'none',
    changed: 1,
    ...change,
  })

  it('are the readings, our default first, and what can be done with the text', () => {
    expect(first.reading?.value).toBe(asked.knob?.knob.domain.default)
    expect(options.slice(-3).map(({ title }) => title)).toEqual(['Leave open', 'Ask the authors', 'Fix the text'])
    expect(optionsOf(null).map(({ title }) => title)).toEqual(['Keep', 'Ask the authors', 'Fix the text'])
    expect(optionsOf({ ...asked, knob: null })).toHaveLength(3)
  })

  it('is chosen by a press and taken back by another; a text can be fixed to say a reading', () => {
    expect(pressed(first, null)).toEqual({ choice: 'reading', reading: chosenOf(first) })
    const chosen = decided({ choice: 'reading', reading: chosenOf(first) })
    expect(options.filter((each) => isChosen(each, chosen))).toEqual([first])
    expect(pressed(first, chosen)).toEqual({ choice: 'none', reading: null })
    expect(pressed(second, chosen)).toEqual({ choice: 'reading', reading: chosenOf(second) })
    expect(pressed(option('change'), chosen)).toEqual({ choice: 'change' })
    const fixed = decided({ choice: 'change', reading: chosenOf(first) })
    expect(options.filter((each) => isChosen(each, fixed))).toEqual([first, option('change')])
    expect(pressed(second, fixed)).toEqual({ reading: chosenOf(second) })
    expect(pressed(option('change'), fixed)).toEqual({ choice: 'reading' })
    expect(pressed(option('ask'), chosen)).toEqual({ choice: 'ask', reading: null })
    expect(pressed(option('ask'), decided({ choice: 'ask' }))).toEqual({ choice: 'none', reading: null })
  })

  it('applies: the run on the wall is that of the reading', () => {
    const builtIn = ensure(one.scenarios[0], 'it has a scenario')
    const scenario = scenarioFromBuiltIn(one, builtIn)
    const defaults = knobDefaults(one.model)
    const name = asked.knob?.name ?? ''
    const chosen = decided({ choice: 'reading', reading: chosenOf(second) })
    const read = underReadings(scenario, defaults, [chosen])
    expect(read.knobs[name]).toBe(second.reading?.value)
    expect(tryRun(read).ok).toBe(true)
    // Neither what was taken back, nor our default, nor a scenario that shows a reading of its own.
    expect(underReadings(scenario, defaults, [decided({ reading: chosenOf(second) })])).toBe(scenario)
    expect(underReadings(scenario, defaults, [decided({ choice: 'reading', reading: chosenOf(first) })])).toBe(scenario)
    expect(underReadings(read, defaults, [decided({ choice: 'reading', reading: chosenOf(first) })])).toBe(read)
    const runs = clausesOf(one).flatMap((id) => witnessesOf(scenario, null, id, [chosen]))
    expect(runs.filter(({ isRead }) => isRead === true).length).toBeGreaterThan(5)
    for (const run of runs.filter(({ isRead }) => isRead === true))
      expect(run.scenario.knobs[name]).toBe(second.reading?.value)
  })
})
