import type { Page } from '@playwright/test'
import { contrastOf } from './contrast.ts'
import { shownTexts, type ShownText } from './texts.ts'

/** Texts that lie on another, are cut off, or are too faint. Runs in the page, with the two functions that it is given. */
function faultsIn(texts: (root: Element) => ShownText[], contrast: (text: ShownText) => number): string[] {
  const found: string[] = []
  // What an earlier audit has gathered is out of date.
  Object.assign(globalThis, { auditShapes: undefined, auditGrounds: undefined, auditOpacities: undefined })
  // From the top down: what begins below a text, and all after it, cannot lie on it.
  const shown = texts(document.body).sort((a, b) => a.box.top - b.box.top)
  const where = (element: Element): string =>
    element
      .closest('section[aria-label], aside[aria-label], nav, header, table, dialog, [role=dialog]')
      ?.getAttribute('aria-label') ??
    element.closest('section, header, main')?.tagName.toLowerCase() ??
    ''
  for (const [i, text] of shown.entries()) {
    const { words, box, element, isCut, surface } = text
    const told = `${where(element)}: "${words.slice(0, 60)}"`
    if (isCut) found.push(`${told} is cut off`)
    const isOff = element.closest(':disabled, [aria-disabled=true], [data-disabled]') !== null
    const ratio = isOff ? 21 : contrast(text)
    if (ratio < 4.45) found.push(`${told} is too faint: ${ratio.toFixed(2)}`)
    for (let j = i + 1; j < shown.length; j++) {
      const other = shown[j]
      if (other === undefined || other.box.top > box.bottom) break
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      // Boxes of text are taller than its letters.
      if (wide <= 2 || high <= 5 || other.surface !== surface) continue
      if (other.element.contains(element) || element.contains(other.element)) continue
      found.push(`${told} lies on "${other.words.slice(0, 60)}"`)
    }
  }
  return [...new Set(found)]
}

/** Texts on the page as it stands that are too faint. */
export const faintTexts = async (page: Page): Promise<string[]> =>
  (await auditTexts(page)).filter((fault) => fault.includes(' is too faint: '))

/** Settles when what is there has been painted: until then the page may not have measured itself, nor drawn what it measured. */
const atRest = `for (let frame = 0; frame < 2; frame++) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))`

/** What is wrong with the texts on the page as it stands; nothing, one hopes. */
export const auditTexts = (page: Page): Promise<string[]> =>
  page.evaluate(
    `(async () => { ${atRest}; return (${faultsIn.toString()})(${shownTexts.toString()}, ${contrastOf.toString()}) })()`,
  )
