import { readFile } from 'node:fs/promises'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Review } from './pages/review.ts'
import { expect, test } from './test.ts'

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`))
}

test('what is said and decided is still there after a reload', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  const said = (await review.clause.getByRole('paragraph').first().textContent()) ?? ''
  const words = said.split(' ').slice(0, 2).join(' ')
  await review.comment('Who says so?', words)
  await review.decision(/^Decision on/).first().getByRole('radio', { name: 'Ask' }).click()
  await expect(review.comments.getByRole('listitem')).toContainText(['Who says so?'])

  await page.reload()
  await expect(review.comments.getByRole('listitem')).toContainText(['Who says so?'])
  await expect(review.comments.getByRole('listitem').first()).toContainText(words)
  await expect(review.decision(/^Decision on/).first().getByRole('radio', { name: 'Ask' })).toBeChecked()

  await review.comments.getByRole('button', { name: 'Remove comment 1' }).click()
  await page.reload()
  await expect(review.comments).toContainText('No comments on this clause.')
})

test('words that are selected are what is commented on', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  await review.clause.locator('[data-from]').first().dblclick({ position: { x: 12, y: 16 } })
  const button = review.comments.getByRole('button', { name: /^Comment on “/ })
  await expect(button).toBeVisible()
  await button.click()
  await expect(review.comments.getByLabel('Pinned to the words')).not.toHaveValue('')
})

test('minutes go from one browser to another; a bad file changes nothing', async ({ page, browser, baseURL }) => {
  const review = new Review(page)
  await review.open()
  await review.comment('To be taken along.')
  const saving = page.waitForEvent('download')
  await review.choose(/as a file/)
  const text = await readFile(await (await saving).path(), 'utf8')
  const reading = page.waitForEvent('download')
  await review.choose(/in Markdown/)
  expect(await readFile(await (await reading).path(), 'utf8')).toContain('1. **Test**: To be taken along.')

  const context = await browser.newContext({ baseURL: baseURL ?? '', serviceWorkers: 'block' })
  const other = new Review(await context.newPage())
  await other.open()
  await other.take('minutes.json', text)
  await expect(other.page.getByText('minutes.json: 1 new comment came in.')).toBeVisible()
  await expect(other.comments).toContainText('To be taken along.')
  await other.take('bad.json', text.replace('"text": "To be taken along."', '"text": 7'))
  await expect(other.page.getByRole('alert')).toContainText('bad.json: comments[0].text: expected string, found 7')
  await expect(other.comments).toContainText('To be taken along.')

  await other.choose(/^Erase/)
  await other.page.getByRole('alertdialog').getByRole('button', { name: 'Erase' }).click()
  await expect(other.comments).toContainText('No comments on this clause.')
  await context.close()
})

test('a browser that forbids the database says so, and the comment stays until the page goes', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
  })
  const review = new Review(page)
  await review.open()
  await review.comment('Only here.')
  await expect(review.comments).toContainText('Only here.')
  await expect(review.meeting.getByRole('alert')).toContainText('does not let this page keep comments')
})

test('the keys lead through the clauses, and the link to the one that is read', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  const first = (await review.clause.getByRole('heading', { level: 2 }).textContent()) ?? ''
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await expect(review.meeting).toContainText('Clause 3 of')
  await expect(page).toHaveURL(/#.{40}/)
  const third = page.url()
  await page.keyboard.press('k')
  await expect(review.meeting).toContainText('Clause 2 of')
  await expect(review.clause.getByRole('heading', { level: 2 })).not.toHaveText(first)
  await expect(page).not.toHaveURL(third)
  await page.reload()
  await expect(review.meeting).toContainText('Clause 2 of')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme })

    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      test(`no barrier is found, ${width} wide`, async ({ page }) => {
        await page.setViewportSize({ width, height })
        const review = new Review(page)
        await review.open()
        await review.comment('Readable?')
        await review.comments.getByRole('button', { name: /^Comment on/ }).click()
        expect(await faults(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      })
    }
  })
}
