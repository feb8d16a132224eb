import type { Locator } from '@playwright/test'
import { expect, test } from './test.ts'

test('the first thing that Tab reaches leads past everything, to the cancel', async ({ workbench, page }) => {
  await workbench.open()
  await page.keyboard.press('Tab')
  const skip = page.getByRole('button', { name: 'Skip to the content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('slider', { name: 'Cancel instant' })).toBeFocused()
  // No two sliders have one name, and the playhead says what has happened.
  const names = await page.getByRole('slider').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))
  expect(new Set(names).size).toBe(names.length)
  await expect(page.getByRole('slider', { name: 'Playhead' })).toHaveAttribute('aria-valuetext', /^tick \d+: \w+/)
  // What a code means has room for a few words a line, in the narrowest window that has its column.
  const rooms = await workbench.inspector.codes
    .getByRole('rowheader')
    .evaluateAll((all) => all.map((code) => code.getBoundingClientRect().width))
  expect(rooms.length).toBeGreaterThan(3)
  expect(Math.min(...rooms)).toBeGreaterThan(140)
})

/** The longest part of a line of pixels of an element that is not of its ground, from 0 to 1. */
async function longestLine(element: Locator): Promise<number> {
  const picture = (await element.screenshot()).toString('base64')
  return element.evaluate(async (_, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
    const image = await createImageBitmap(new Blob([bytes]))
    const pen = new OffscreenCanvas(image.width, image.height).getContext('2d')
    if (pen === null) return 0
    pen.drawImage(image, 0, 0)
    const { data, width, height } = pen.getImageData(0, 0, image.width, image.height)
    const isInk = (x: number, y: number): boolean => [0, 1, 2].some((i) => data[(y * width + x) * 4 + i] !== data[i])
    const drawn = (y: number): number => Array.from({ length: width }, (__, x) => x).filter((x) => isInk(x, y)).length
    return Math.max(...Array.from({ length: height }, (__, y) => drawn(y))) / width
  }, picture)
}

test('a run has the name that it is given, and undo takes it back', async ({ workbench, page }) => {
  await workbench.open()
  const name = page.getByRole('textbox', { name: 'Name of this run' })
  const before = await name.inputValue()
  await name.fill('Monday, the first run')
  await page.keyboard.press('Enter')
  await expect(page).toHaveTitle(/^Monday, the first run/)
  expect(await workbench.ask((api) => api.scenario())).toMatchObject({ title: 'Monday, the first run' })
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(name).toHaveValue(before)
})

test('the glossary has an address', async ({ page }) => {
  await page.goto('./#/glossary')
  await expect(page.getByRole('dialog')).toContainText('settled')
})

test('in forced colours what is chosen is told from what is not', async ({ workbench, page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await workbench.open()
  const groundsOf = (all: Locator): Promise<string[]> =>
    all.evaluateAll((each) => each.map((element) => getComputedStyle(element).backgroundColor))
  const speeds = page.getByRole('radiogroup', { name: 'Speed' }).locator('> *')
  expect(new Set(await groundsOf(speeds)).size).toBe(2)

  // The track of a slider, and the box of the cancel's pill.
  expect(await longestLine(page.getByRole('slider', { name: 'Network, one way' }))).toBeGreaterThan(0.9)
  const pill = page.getByRole('slider', { name: /^Cancel instant/ }).locator('xpath=..')
  await expect(pill).toHaveCSS('border-top-width', '2px')

  // The switch is drawn; what has the focus lies under it.
  const drawn = page.getByRole('switch').first()
  const grounds = () => groundsOf(drawn.locator('xpath=ancestor::label[1]//*'))
  const before = await grounds()
  await drawn.press('Space')
  await expect.poll(grounds).not.toEqual(before)

  await workbench.open('#/learn')
  const tabs = page.getByRole('main').getByRole('tab')
  await tabs.first().waitFor()
  const lines = await tabs.evaluateAll((all) =>
    all.map((tab) => [tab.getAttribute('aria-selected'), getComputedStyle(tab).borderBottomWidth].join(' ')),
  )
  expect(lines.toSorted().at(-1)).toBe('true 2px')
  expect(lines.filter((line) => line.endsWith(' 2px'))).toHaveLength(1)
})

test('a button that cannot be pressed does not look as if it could', async ({ workbench, page }) => {
  await workbench.open('#/review')
  const [off, on] = [
    page.getByRole('button', { name: 'Previous' }),
    page.getByRole('button', { name: 'Next', exact: true }),
  ]
  await expect(off).toBeDisabled()
  const look = (button: Locator) =>
    button.evaluate((element) => {
      const { color, opacity, cursor } = getComputedStyle(element)
      return { color, opacity, cursor }
    })
  const asBefore = await look(off)
  expect(asBefore).not.toEqual(await look(on))
  await off.hover({ force: true })
  expect(await look(off)).toEqual(asBefore)
})

test('the scenarios can be searched, by what they show as well', async ({ workbench, page }) => {
  await workbench.open()
  const pick = page.getByRole('button', { name: /Scenario$/ })
  await pick.click()
  const options = page.getByRole('option')
  const field = page.getByRole('searchbox', { name: 'Search: Scenario' })
  await expect(field).toBeFocused()
  const all = await options.count()
  await page.keyboard.type('session')
  await expect.poll(() => options.count()).toBeLessThan(all)
  await expect(options.first()).toContainText(/session/i)
  await field.fill('no such thing')
  await expect(page.getByText('Nothing of that name.')).toBeVisible()
  await field.fill('session')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  await expect(pick).not.toContainText('Over for you, not for the server')
})
