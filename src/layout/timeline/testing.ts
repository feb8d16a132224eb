import { timeScale } from '../scale.ts'
import type { Measure, View } from './geometry.ts'

/** Short forms for tests; not part of the program. */

/** About as wide as real letters are, a little wider. */
export const measure: Measure = (text, size, voice, weight) =>
  text.length * size * (voice === 'mono' ? 0.61 : 0.56) * (weight === 600 ? 1.06 : 1)

export const viewOf = (from: number, to: number, width: number, height: number, unit = 1, coarse = false): View => ({
  scale: timeScale({ from, to }, width, unit),
  width,
  height,
  unit,
  measure,
  coarse,
  before: null,
})
