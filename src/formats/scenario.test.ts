import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import {
  bytesMax,
  checkScenario,
  fingerprint,
  parseScenario,
  scenarioFile,
  scenarioFormat,
  scenarioText,
  stepsMax,
} from './scenario.ts'

const file = (rest: object): string => JSON.stringify({ format: scenarioFormat, spec: 'lro', steps: [], ...rest })
const step = (rest: object): string => file({ steps: [{ at: 0, do: 'cancel', ...rest }] })

describe('a scenario file', () => {
  it.each([
    ['an empty file', '', 'the file is empty; expected a scenario as JSON'],
    ['no JSON', 'hello', 'not JSON: Unexpected token \'h\', "hello" is not valid JSON'],
    ['another value', 'null', 'the file: expected Object, found null'],
    ['no format', '{}', 'format: missing'],
    [
      'another format',
      file({ format: 'aftercancel/scenario@2' }),
      'format: expected "aftercancel/scenario@1", found "aftercancel/scenario@2"',
    ],
    [
      'an unknown specification',
      file({ spec: 'lrp' }),
      'spec: unknown specification "lrp"; expected one of mi, even6, cmrp, wws, lro; did you mean "lro"?',
    ],
    [
      'a name of the language',
      file({ spec: 'constructor' }),
      'spec: unknown specification "constructor"; expected one of mi, even6, cmrp, wws, lro',
    ],
    ['an unknown member', file({ stepz: [] }), 'stepz: unknown member "stepz"; did you mean "steps"?'],
    [
      'an unknown knob',
      file({ knobs: { linkTick: 3 } }),
      'knobs.linkTick: unknown knob "linkTick"; did you mean "linkTicks"?',
    ],
    [
      'a knob out of range',
      file({ knobs: { linkTicks: 1001 } }),
      'knobs.linkTicks: expected an integer from 0 to 1000, found 1001',
    ],
    [
      'a knob of another type',
      file({ knobs: { supportsCancel: 'yes' } }),
      'knobs.supportsCancel: expected true or false, found "yes"',
    ],
    ['a list', '[]', 'the file: expected an object, found []'],
    ['a step that is a list', file({ steps: [[0, 'start']] }), 'steps[0]: expected an object, found [0,"start"]'],
    ['a list of knobs', file({ knobs: [] }), 'knobs: expected an object, found []'],
    ['an unknown command', step({ do: 'cancle' }), 'steps[0].do: unknown command "cancle"; did you mean "cancel"?'],
    ['a command of the language', step({ do: 'toString' }), 'steps[0].do: unknown command "toString"'],
    ['a negative tick', step({ at: -1 }), 'steps[0].at: expected a tick from 0, found -1'],
    ['half a tick', step({ at: 0.5 }), 'steps[0].at: expected a safe integer, found 0.5'],
    ['an unsafe tick', step({ at: 2 ** 53 }), 'steps[0].at: expected a safe integer, found 9007199254740992'],
    ['a tick in words', step({ at: '5' }), 'steps[0].at: expected number, found "5"'],
    [
      'an unknown argument',
      step({ args: { tok: 'none' } }),
      'steps[0].args.tok: unknown argument "tok"; did you mean "token"?',
    ],
    [
      'an unknown value',
      step({ args: { token: 'nobody' } }),
      'steps[0].args.token: expected one of "full", "readonly", "none", "noAccess", found "nobody"',
    ],
    [
      'an unknown actor',
      step({ actor: 'bob' }),
      'steps[0].actor: "cancel" is done by "client" or "other" only, found "bob"',
    ],
    ['a prototype', '{"__proto__": {"spec": "lro"}}', '__proto__: the name "__proto__" is not allowed'],
    [
      'a prototype inside',
      step({}).replace('"do"', '"__proto__": 1, "do"'),
      'steps[0].__proto__: the name "__proto__" is not allowed',
    ],
    ['deep nesting', `${'['.repeat(2000)}${']'.repeat(2000)}`, '[0][0][0]: nested more than 32 levels deep'],
    [
      'too many steps',
      file({ steps: Array.from({ length: stepsMax + 1 }, () => ({ at: 0, do: 'cancel' })) }),
      'steps: expected at most 10,000 steps',
    ],
    ['too many bytes', ' '.repeat(bytesMax + 1), 'the file is larger than 5 MiB'],
  ])('is refused in one sentence that names the place: %s', (_, text, sentence) => {
    const result = parseScenario(text)
    expect(result.ok).toBe(false)
    expect(result.ok ? '' : result.error.slice(0, sentence.length)).toBe(sentence)
  })

  it('never throws, whatever it is given, and its error is one line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const result = parseScenario(text)
        return result.ok || (result.error.length > 0 && !result.error.includes('\n'))
      }),
    )
  })

  it.each(
    specifications.flatMap((specification) =>
      specification.scenarios.map((each) => [specification.document.id, each.id, specification, each] as const),
    ),
  )('says the same after it was written and read again: %s %s', (_spec, _id, specification, each) => {
    const scenario = builtIn(specification, each)
    expect(parseScenario(scenarioText(specification.model, scenario))).toEqual({ ok: true, value: scenario })
    expect(checkScenario(scenarioFile(specification.model, scenario))).toEqual({ ok: true, value: scenario })
  })

  it('has a fingerprint that does not depend on its title', () => {
    const [specification] = specifications
    const scenario =
      specification?.scenarios[0] === undefined ? null : builtIn(specification, specification.scenarios[0])
    if (scenario === null) throw new Error('there is a scenario')
    expect(fingerprint(scenario)).toMatch(/^[0-9a-f]{8}$/)
    expect(fingerprint({ ...scenario, title: 'another' })).toBe(fingerprint(scenario))
    expect(fingerprint({ ...scenario, steps: [] })).not.toBe(fingerprint(scenario))
  })
})
