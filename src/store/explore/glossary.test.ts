import { describe, expect, it } from 'vitest'
import { milestones } from '#kernel/effect.ts'
import { specifications } from '#machines/index.ts'
import { scenarioFromBuiltIn } from '../lab/derived.ts'
import { glossary, glossaryGroups, ownTerms, saysOf } from './glossary.ts'
import { meansOf } from './means.ts'
import { placeTimeline, timelineFor, timeScale } from './timeline.ts'

describe('the glossary', () => {
  it('has every milestone, and each word once', () => {
    for (const name of milestones) expect(glossary[name].word).toBe(name)
    const words = Object.values(glossary).map(({ word }) => word)
    expect(new Set(words).size).toBe(words.length)
    expect(glossaryGroups.flatMap(([, terms]) => terms)).toHaveLength(words.length)
  })

  it('explains in whole sentences', () => {
    for (const { says } of Object.values(glossary)) expect(says).toMatch(/^[A-Z].*\.$/)
  })
})

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'the words of %s',
  (_, specification) => {
    const { model } = specification
    const scenarios = specification.scenarios.map((builtIn) => scenarioFromBuiltIn(specification, builtIn))

    it('are explained in whole sentences, each role and each thing that is held', () => {
      const own = ownTerms(model).flatMap(([, terms]) => terms)
      expect(own).toHaveLength(model.roles.length + Object.keys(model.resources).length)
      for (const { says } of own) expect(says).toMatch(/^[A-Z].*\.$/)
    })

    it('are explained wherever a picture has them: beside its rows, and at what one points at', () => {
      let asked = 0
      const unexplained = scenarios.flatMap((scenario) => {
        const timeline = timelineFor(scenario)
        const { titles, targets, rail, flags, marks, blocks, held } = placeTimeline(timeline, {
          scale: timeScale({ from: 0, to: timeline.end + 1 }, 900, 1),
          width: 900,
          height: 600,
          unit: 1,
          measure: (text) => text.length * 6,
          coarse: false,
          before: null,
        })
        const pointed = [...rail, ...flags.filter(({ kind }) => kind !== 'callback' && kind !== 'undefined'), ...marks]
        const bars = [...blocks, ...held].flatMap(
          ({ lines }) => targets.find((target) => target.rank === 6 && target.lines === lines) ?? [],
        )
        asked += pointed.length + bars.length
        return [
          ...titles.filter(({ of }) => saysOf(model, of) === null).map(({ of }) => of),
          ...pointed
            .filter(({ lines }) => meansOf(scenario, { lines, stretch: null }) === null)
            .map(({ lines }) => `${scenario.title} ${lines.join()}`),
          ...bars
            .filter((bar) => meansOf(scenario, bar) === null)
            .map(({ lines }) => `${scenario.title} bar ${lines.join()}`),
        ]
      })
      expect(unexplained).toEqual([])
      expect(asked).toBeGreaterThan(scenarios.length * 8)
    })
  },
)
