import { barriersInBothThemes } from './audit/barriers.ts'
import { readFile } from 'node:fs/promises'
import { Review } from './pages/review.ts'
import { expect, test } from './test.ts'

test('what is said and decided is still there after a reload', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  const said = (await review.clause.getByRole('paragraph').first().textContent()) ?? ''
  const words = said.split(' ').slice(0, 2).join(' ')
  await review.comment('Who says so?', words)
  await review
    .decision(/^Decision on/)
    .first()
    .getByRole('radio', { name: 'Ask' })
    .click()
  await expect(review.comments.getByRole('listitem')).toContainText(['Who says so?'])

  await page.reload()
  await expect(review.comments.getByRole('listitem')).toContainText(['Who says so?'])
  await expect(review.comments.getByRole('listitem').first()).toContainText(words)
  await expect(
    review
      .decision(/^Decision on/)
      .first()
      .getByRole('radio', { name: 'Ask' }),
  ).toBeChecked()

  await review.comments.getByRole('button', { name: 'Remove comment 1' }).click()
  await page.reload()
  await expect(review.comments).toContainText('No comments on this clause.')
})

test('words that are selected are what is commented on', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  await review.clause
    .locator('[data-from]')
    .first()
    .dblclick({ position: { x: 12, y: 16 } })
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

test('two pages of one browser: nothing is lost, and each follows the other', async ({ page, context }) => {
  const [one, two] = [new Review(page), new Review(await context.newPage())]
  await one.open()
  await two.open()
  await one.comment('From the first.')
  await expect(two.comments).toContainText('From the first.')
  await two.comment('From the second.')
  await expect(one.comments).toContainText('From the second.')
  await one
    .decision(/^Decision on/)
    .first()
    .getByRole('radio', { name: 'Keep' })
    .click()
  await expect(
    two
      .decision(/^Decision on/)
      .first()
      .getByRole('radio', { name: 'Keep' }),
  ).toBeChecked()

  // One is being changed while the other page removes it: what is being written stays, and says what has happened.
  await one.comments.getByRole('button', { name: 'Change comment 1' }).click()
  await one.comments.getByRole('textbox', { name: 'Comment', exact: true }).fill('From the first, and better.')
  await two.comments.getByRole('button', { name: 'Remove comment 1' }).click()
  await expect(one.comments).toContainText('It was removed meanwhile; saving brings it back.')
  await expect(one.comments.getByRole('textbox', { name: 'Comment', exact: true })).toHaveValue(
    'From the first, and better.',
  )
  await one.comments.getByRole('button', { name: 'Save the comment' }).click()
  for (const review of [one, two]) {
    await expect(review.comments).toContainText('From the first, and better.')
    await expect(review.comments).toContainText('From the second.')
  }
  await two.page.reload()
  await expect(two.comments.getByRole('listitem')).toHaveCount(2)
})

test('a full disk is told, and what was written can still be taken along', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1 })
  await review.comment('No room for this.')
  await expect(review.meeting.getByRole('alert')).toContainText('has no room left for comments')
  await expect(review.comments).toContainText('No room for this.')
  const saving = page.waitForEvent('download')
  await review.choose(/as a file/)
  expect(await readFile(await (await saving).path(), 'utf8')).toContain('No room for this.')

  // There is room again: the next change keeps this one too.
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin })
  await review
    .decision(/^Decision on/)
    .first()
    .getByRole('radio', { name: 'Ask' })
    .click()
  await expect(review.meeting.getByRole('alert')).toHaveCount(0)
  await page.reload()
  await expect(review.comments).toContainText('No room for this.')
})

test('the check runs here as well, and gives each clause its verdict and its run', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  await page.getByRole('tab', { name: /operations\.cancel/ }).click()
  const verified = review.clause.getByRole('region', { name: 'Verified by' })
  await expect(verified).toContainText('Not checked in this session.')
  await verified.getByRole('button', { name: 'Run the check' }).click()
  // What is found is told while the rest is still explored.
  const runs = verified.getByRole('button', { name: /^Show /, includeHidden: true })
  await runs.first().waitFor({ state: 'attached' })
  await expect(verified.getByRole('listitem').first().locator('b')).toBeVisible()
  // Wherever a statement of a clause has a run, it is to be seen here.
  const witnessed = review.clause.getByRole('region', { name: 'Witnessed by' })
  const before = await witnessed.textContent()
  for (const more of await verified.getByText(/^and \d+ more$/).all()) await more.click()
  await runs.first().click()
  await expect(witnessed).toContainText(/Found by the check/)
  expect(await witnessed.textContent()).not.toBe(before)
})

test('a review of fourteen clauses, from beginning to end', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  const review = new Review(page)
  await review.open()
  const choices = ['Keep', 'Ask', 'Change']
  for (let n = 1; n <= 14; n++) {
    await expect(review.meeting).toContainText(`Clause ${n} of`)
    // The clause is what is read first, from the back of the room.
    const size = await review.clause
      .getByRole('paragraph')
      .first()
      .evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize))
    expect(size).toBeGreaterThanOrEqual(45)
    const questions = review.clause.getByRole('region', { name: 'Open questions' })
    const asked = await questions.getByRole('radiogroup').count()
    for (let i = 0; i < asked; i++)
      await questions
        .getByRole('radiogroup')
        .nth(i)
        .getByRole('radio', { name: choices[(n + i) % 3] ?? '' })
        .click()
    await review.clause
      .getByRole('radiogroup', { name: /^Decision on/ })
      .first()
      .getByRole('radio', { name: choices[n % 3] ?? '' })
      .click()
    if (n % 5 === 0) await review.comment(`Said about clause ${n}.`)
    await page.keyboard.press('j')
  }
  await expect(review.meeting).toContainText('Clause 15 of')
  const reading = page.waitForEvent('download')
  await review.choose(/in Markdown/)
  const minutes = await readFile(await (await reading).path(), 'utf8')
  expect(minutes.match(/^## [A-Z]+-\d+ /gm)).toHaveLength(14)
  expect(minutes).toContain('2 comments; decided: keep')
  expect(minutes).toContain('Said about clause 5.')
})

test('the browser goes back and forward through the clauses', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  for (const n of [2, 3]) {
    const before = page.url()
    await page.keyboard.press('j')
    await expect(review.meeting).toContainText(`Clause ${n} of`)
    // The address is written when nothing has changed for a while.
    await expect(page).not.toHaveURL(before)
  }
  await page.goBack()
  await expect(review.meeting).toContainText('Clause 2 of')
  await page.goForward()
  await expect(review.meeting).toContainText('Clause 3 of')
})

test('the keys lead through the clauses, and the link to the one that is read', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  const first = (await review.clause.getByRole('heading', { level: 2 }).textContent()) ?? ''
  /** The address is written when nothing has changed for a while. */
  const press = async (key: string, clause: number): Promise<void> => {
    const before = page.url()
    await page.keyboard.press(key)
    await expect(review.meeting).toContainText(`Clause ${clause} of`)
    await expect(page).not.toHaveURL(before)
  }
  await press('j', 2)
  // A presenter's remote has these keys.
  await press('PageDown', 3)
  await press('PageUp', 2)
  await press('j', 3)
  await press('k', 2)
  await expect(review.clause.getByRole('heading', { level: 2 })).not.toHaveText(first)
  await page.reload()
  await expect(review.meeting).toContainText('Clause 2 of')
})

test('no barrier is found', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  await review.comment('Readable?')
  await review.comments.getByRole('button', { name: /^Comment on/ }).click()
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await barriersInBothThemes(page), `${width} wide`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  }
})
