import { expect, it } from 'vitest'
import { createLab } from '../lab/lab.ts'
import { lookOf, setLook, setThorough, verifyPlace } from './verifyPlace.ts'

it('remembers for each specification what is looked at, and whether the check is thorough', () => {
  const lab = createLab()
  const { spec } = lab.getState().scenario
  expect(lookOf(lab.getState())).toEqual({ row: null, knob: null, question: null })
  setLook(lab, { row: 'code OK' })
  setLook(lab, { knob: 'linkTicks' })
  setThorough(lab, true)
  expect(lookOf(lab.getState())).toEqual({ row: 'code OK', knob: 'linkTicks', question: null })
  expect(verifyPlace(lab.getState().places.verify)).toEqual({
    thorough: true,
    looks: { [spec]: { row: 'code OK', knob: 'linkTicks', question: null } },
  })
})

it.each([undefined, null, 7, [], { looks: 3 }, { looks: [], thorough: 'yes' }])(
  'takes %j for the usual place',
  (value) => {
    expect(verifyPlace(value)).toEqual({ thorough: false, looks: {} })
  },
)
