/** Widths of the letters of Helvetica in thousandths of its size, from the space on: what the page's sans faces are close to. */
const letters = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const other = 700
/** Faces differ a little; a text may be this much wider than it is thought to be. */
const reserve = 1.06
const bold = 1.07

/**
 * How wide a text will be, at the most: the charts are laid out before anybody knows the reader's fonts. A mono letter is 0.61
 * of its size.
 */
export function guessWidth(text: string, size: number, voice: 'sans' | 'mono', weight: 400 | 600): number {
  if (voice === 'mono') return text.length * size * 0.61 * reserve
  let thousandths = 0
  for (let i = 0; i < text.length; i++) thousandths += letters[text.charCodeAt(i) - 32] ?? other
  return ((thousandths * size) / 1000) * reserve * (weight === 600 ? bold : 1)
}
