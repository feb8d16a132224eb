import { expect, it } from 'vitest'
import { parseDemo } from '#formats/demo.ts'
import { createLab } from '../lab/lab.ts'
import { recordDemo, stepWords } from './recorder.ts'

it('writes down what is done, of the same thing the last, with captions, as a demo that can be read', () => {
  const lab = createLab()
  const recorder = recordDemo(lab)
  const stop = recorder.start()
  const { builtIn, scenario } = lab.getState()
  const { spec } = scenario
  lab.actions.cancelAt(100)
  lab.actions.cancelAt(120)
  recorder.say('Earlier.')
  lab.actions.beginGesture()
  lab.actions.cancelAt(50)
  lab.actions.cancelAt(60)
  lab.actions.endGesture()
  lab.actions.setKnob('linkTicks', 11)
  lab.actions.setKnob('linkTicks', 12)
  lab.actions.seek(7)
  lab.actions.seek(9)
  lab.actions.setPlaying(true)
  lab.actions.setPlaying(false)
  lab.actions.goTo('compare')
  lab.actions.removeStep(0)
  lab.actions.openSpec(spec)
  recorder.setTitle('Mine')
  const read = parseDemo(recorder.text())
  if (!read.ok) throw new Error(read.error)
  expect(read.value.title).toBe('Mine')
  expect(read.value.steps).toMatchObject([
    { do: 'open', spec, scenario: builtIn },
    { do: 'cancel', at: 120 },
    { do: 'say', text: 'Earlier.' },
    { do: 'cancel', at: 60 },
    { do: 'knob', name: 'linkTicks', value: 12 },
    { do: 'seek', tick: 9 },
    { do: 'play' },
    { do: 'screen', screen: 'compare' },
    { do: 'load', scenario: { spec } },
    { do: 'open', spec, scenario: builtIn },
  ])
  expect(read.value.steps.map(stepWords)).not.toContain('')
  recorder.dropLast()
  stop()
  lab.actions.cancelAt(3)
  expect(recorder.store.getState().steps).toHaveLength(9)
})

it.each([
  ['{', 'not JSON; expected a demo'],
  ['{"format":"aftercancel/demo@1","title":"x","steps":[]}', 'steps: expected at least one step, found []'],
  ['{"format":"aftercancel/demo@1","title":"x","steps":[{"do":"fly"}]}', 'steps[0].do: expected'],
  [
    '{"format":"aftercancel/demo@1","title":"x","steps":[{"do":"say","text":"x","loud":true}]}',
    'unknown member "loud"',
  ],
])('refuses %s', (text, why) => {
  const read = parseDemo(text)
  expect(read.ok ? '' : read.error).toContain(why)
})
