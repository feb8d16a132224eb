import { expect, test } from './test.ts'

/** Texts of the pictures that lie on each other or leave the picture. Runs in the page. */
function faults(): string[] {
  const found: string[] = []
  for (const name of ['Timeline', 'Outcome ribbon']) {
    const section = document.querySelector(`section[aria-label="${name}"]`)
    if (section === null) continue
    const frame = section.getBoundingClientRect()
    const texts = [...section.querySelectorAll('svg text')].flatMap((text) => {
      const box = text.getBoundingClientRect()
      const words = (text.textContent ?? '').trim()
      return words === '' || box.width === 0 ? [] : [{ words, box }]
    })
    for (const [i, { words, box }] of texts.entries()) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) found.push(`${name}: "${words}" leaves the picture`)
      for (const other of texts.slice(i + 1)) {
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
        const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
        // Boxes of text are taller than its letters.
        if (wide > 2 && high > 5) found.push(`${name}: "${words}" lies on "${other.words}"`)
      }
    }
  }
  return [...new Set(found)]
}

for (const size of [
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
])
  test(`no text lies on another or is cut off while the cancel is dragged, ${size.width} by ${size.height}`, async ({ workbench, page }) => {
    test.setTimeout(120_000)
    await page.setViewportSize(size)
    await workbench.open()
    const titles = Object.values(await workbench.ask((api) => api.specs())).map(({ title }) => title)
    for (const title of titles) {
      await workbench.tab(title).click()
      const flag = page.getByRole('region', { name: 'Timeline' }).getByRole('slider', { name: /^Cancel instant/ })
      await flag.waitFor()
      const end = Number(await flag.getAttribute('max'))
      for (let i = 0; i <= 8; i++) {
        await flag.fill(String(Math.round((end * i) / 8)))
        expect(await page.evaluate(faults), `${title}, the cancel at ${Math.round((end * i) / 8)}`).toEqual([])
      }
    }
  })
