import { barriersInBothThemes } from './audit/barriers.ts'
import { readFile } from 'node:fs/promises'
import { Review } from './pages/review.ts'
import { expect, test } from './test.ts'

test('the clauses are read', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  const clauses = page.getByRole('navigation', { name: 'Clauses' }).getByRole('button')

  await test.step('the keys lead through the clauses, and the link to the one that is read', async () => {
    const first = (await review.clause.getByRole('heading', { level: 2 }).textContent()) ?? ''
    /** The address is written when nothing has changed for a while. */
    const press = async (key: string, clause: number): Promise<void> => {
      const before = page.url()
      await page.keyboard.press(key)
      await expect(review.meeting).toContainText(`Clause ${clause} of`)
      await expect(page).not.toHaveURL(before)
    }
    await press('j', 2)
    await press('j', 3)
    await press('k', 2)
    await expect(review.clause.getByRole('heading', { level: 2 })).not.toHaveText(first)
    await page.reload()
    await expect(review.meeting).toContainText('Clause 2 of')
  })

  await test.step('the browser goes back and forward through the clauses', async () => {
    const address = page.url()
    await clauses.first().click()
    await expect(review.meeting).toContainText('Clause 1 of')
    await expect(page).not.toHaveURL(address)
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

  await test.step('words that are selected are what is commented on', async () => {
    await review.clause
      .locator('[data-from]')
      .first()
      .dblclick({ position: { x: 12, y: 16 } })
    const button = review.comments.getByRole('button', { name: /^Comment on “/ })
    await expect(button).toBeVisible()
    await button.click()
    await expect(review.comments.getByLabel('Pinned to the words')).not.toHaveValue('')
  })

  await test.step('whatever was pressed last, a remote turns the page; what does not fit is scrolled first', async () => {
    await page.setViewportSize({ width: 1280, height: 720 })
    await page.getByRole('tab', { name: /operations\.cancel/ }).click()
    const clause = async (): Promise<string> => (await review.clause.getAttribute('aria-label')) ?? ''
    const scrolled = (): Promise<number> => review.clause.evaluate((node) => node.scrollTop)
    /** Presses until another clause is read; how often it scrolled before. */
    const turn = async (): Promise<number> => {
      const before = await clause()
      for (let n = 0; n < 12; n++) {
        const top = await scrolled()
        await page.keyboard.press('PageDown')
        await expect(async () => {
          const moved = (await clause()) !== before || (await scrolled()) > top
          expect(moved).toBe(true)
        }).toPass()
        if ((await clause()) !== before) return n
      }
      throw new Error('the remote is dead')
    }
    const presses: (() => Promise<void>)[] = [
      () => page.getByRole('tab', { name: /operations\.cancel/ }).click(),
      () => review.comments.getByRole('button', { name: /^Comment on/ }).click(),
      () => review.meeting.getByRole('button', { name: 'Next' }).click(),
      () => page.getByRole('navigation', { name: 'Clauses' }).getByRole('button').nth(4).click(),
      () => page.getByText('Requirements', { exact: true }).click(),
      () =>
        review
          .decision(/^Decision on/)
          .first()
          .getByRole('radio')
          .first()
          .click(),
    ]
    let scrolls = 0
    for (const press of presses) {
      await press()
      scrolls += await turn()
    }
    expect(scrolls).toBeGreaterThan(3)
    // The new clause has the keys that scroll.
    await page.keyboard.press('End')
    await expect.poll(scrolled).toBeGreaterThan(0)
  })
})

test('what is said about a clause', async ({ page, context, browser, baseURL }) => {
  const review = new Review(page)
  await review.open()
  /** Nothing is said any more: what the next step finds is its own. */
  const forget = async (): Promise<void> => {
    const deletes = review.comments.getByRole('button', { name: /^Delete comment/ })
    for (let left = await deletes.count(); left > 0; left--) {
      await deletes.first().click()
      await expect(deletes).toHaveCount(left - 1)
    }
    await expect(review.comments).toContainText('No comments on this clause.')
  }

  await test.step('minutes go from one browser to another; a bad file changes nothing', async () => {
    await review.comment('To be taken along.')
    const saving = page.waitForEvent('download')
    await review.choose(/for another browser/)
    const text = await readFile(await (await saving).path(), 'utf8')
    const reading = page.waitForEvent('download')
    await review.choose(/in Markdown/)
    expect(await readFile(await (await reading).path(), 'utf8')).toContain('To be taken along.')

    const elsewhere = await browser.newContext({ baseURL: baseURL ?? '', serviceWorkers: 'block' })
    const other = new Review(await elsewhere.newPage())
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
    await elsewhere.close()
    await forget()
  })

  await test.step('a menu opens where it stays', async () => {
    await review.meeting.getByRole('button', { name: 'Minutes' }).click()
    const places = await page
      .getByRole('menuitem')
      .first()
      .evaluate(async (item) => {
        const seen = new Set<string>()
        for (let frame = 0; frame < 5; frame++) {
          const { left, top, width } = item.getBoundingClientRect()
          seen.add(`${left}, ${top}, ${width} wide`)
          await new Promise(requestAnimationFrame)
        }
        return [...seen]
      })
    expect(places).toHaveLength(1)
    await page.keyboard.press('Escape')
  })

  await test.step('minutes that are saved at once have their links', async () => {
    /** The address is written when nothing has changed for a while; a later step loads it again. */
    const press = async (key: string): Promise<void> => {
      const before = page.url()
      await page.keyboard.press(key)
      await expect(page).not.toHaveURL(before)
    }
    await press('j')
    await expect(review.meeting).toContainText('Clause 2 of')
    const id = (await review.clause.getByRole('heading', { level: 2 }).textContent()) ?? ''
    const saving = page.waitForEvent('download')
    await review.decision(`Decision on ${id}`).getByRole('radio', { name: 'Keep' }).click()
    await review.choose(/in Markdown/)
    expect(await readFile(await (await saving).path(), 'utf8')).toContain(`## [${id}](http`)
    await press('k')
    await expect(review.meeting).toContainText('Clause 1 of')
  })

  await test.step('what is said and decided is still there after a reload', async () => {
    const said = (await review.clause.getByRole('paragraph').first().textContent()) ?? ''
    const words = said.split(' ').slice(0, 2).join(' ')
    await review.comment('Who says so?', words)
    await review
      .decision(/^Decision on/)
      .first()
      .getByRole('radio', { name: 'Ask the authors' })
      .click()
    await expect(review.comments.getByRole('listitem')).toContainText(['Who says so?'])

    await page.reload()
    await expect(review.comments.getByRole('listitem')).toContainText(['Who says so?'])
    await expect(review.comments.getByRole('listitem').first()).toContainText(words)
    await expect(
      review
        .decision(/^Decision on/)
        .first()
        .getByRole('radio', { name: 'Ask the authors' }),
    ).toBeChecked()

    await review.comments.getByRole('button', { name: 'Delete comment 1' }).click()
    await page.reload()
    await expect(review.comments).toContainText('No comments on this clause.')
  })

  await test.step('a half-written comment survives steps, another specification and a reload, and Ctrl+Enter writes it', async () => {
    await review.comments.getByRole('button', { name: /^Comment on/ }).click()
    const field = review.comments.getByLabel('Comment', { exact: true })
    await field.fill('I wonder wh')
    await page.keyboard.press('PageDown')
    await review.meeting.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('tab', { name: /operations\.cancel/ }).click()
    await expect(page.getByRole('article', { name: /^Clause LR-/ })).toBeVisible()
    await page.getByRole('tab', { name: /MI_Operation_Cancel/ }).click()
    await expect(page.getByRole('article', { name: /^Clause MI-/ })).toBeVisible()
    const first = page.getByRole('navigation', { name: 'Clauses' }).getByRole('button').first()
    await first.click()
    await expect(field).toHaveValue('I wonder wh')
    await page.reload()
    // The address is written when nothing has changed for a moment, so it may still name the other one.
    await page.getByRole('tab', { name: /MI_Operation_Cancel/ }).click()
    await expect(page.getByRole('article', { name: /^Clause MI-/ })).toBeVisible()
    await first.click()
    await expect(field).toHaveValue('I wonder wh')
    await field.focus()
    await page.keyboard.press('End')
    await page.keyboard.type('o says so?')
    await page.keyboard.press('Control+Enter')
    await expect(review.comments.getByRole('listitem')).toContainText(['I wonder who says so?'])
    await review.comments.getByRole('button', { name: 'Delete comment 1' }).click()
    await expect(review.comments).toContainText('No comments on this clause.')
    await page.keyboard.press('Control+z')
    await expect(review.comments.getByRole('listitem')).toContainText(['I wonder who says so?'])
    await forget()
  })

  await test.step('minutes that contradict are offered with both sides, and one chooses', async () => {
    const id = (await review.clause.getByRole('heading', { level: 2 }).textContent()) ?? ''
    await review.decision(`Decision on ${id}`).getByRole('radio', { name: 'Keep' }).click()
    const decision = { spec: 'mi', about: id, choice: 'change', changed: 5, by: 'Bob', why: 'Two servers differ.' }
    await review.take(
      'bob.json',
      JSON.stringify({ format: 'aftercancel/minutes@1', comments: [], decisions: [decision] }),
    )
    const dialog = page.getByRole('dialog', { name: 'What comes in' })
    await expect(dialog).toContainText('Bob')
    await expect(dialog).toContainText('Two servers differ.')
    await expect(
      review.decision(`Decision on ${id}`).getByRole('radio', { name: 'Keep', includeHidden: true }),
    ).toBeChecked()
    await dialog.getByRole('radio', { name: /In the file/ }).click()
    await dialog.getByRole('button', { name: 'Take it in' }).click()
    await expect(review.decision(`Decision on ${id}`).getByRole('radio', { name: 'Fix the text' })).toBeChecked()
  })

  await test.step('two pages of one browser: nothing is lost, and each follows the other', async () => {
    const [one, two] = [review, new Review(await context.newPage())]
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
    await one.comments.getByRole('button', { name: 'Edit comment 1' }).click()
    await one.comments.getByRole('textbox', { name: 'Comment', exact: true }).fill('From the first, and better.')
    await two.comments.getByRole('button', { name: 'Delete comment 1' }).click()
    await expect(one.comments).toContainText('It was deleted meanwhile; saving brings it back.')
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
    await two.page.close()
    await forget()
  })

  await test.step('what is printed is there before one prints, and is whole on paper', async () => {
    await review.comment('To be printed.')
    const printed = page.locator('[data-printed]')
    await expect(printed).toContainText('To be printed.')
    await expect(printed).toBeHidden()
    const clauses = await page.getByRole('navigation', { name: 'Clauses' }).getByRole('button').count()
    await expect(printed.locator('> div > ol > li')).toHaveCount(clauses)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    const pages = pdf.match(/\/Type \/Page\b/g)?.length ?? 0
    await page.emulateMedia({ media: 'print' })
    // A sheet of A4 has 1123 pixels; what was cut off would make fewer of them.
    await page.setViewportSize({ width: 794, height: 1123 })
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    expect(pages).toBeGreaterThanOrEqual(Math.floor(height / 1123))
    expect(pages).toBeGreaterThan(2)
    await expect(printed).toBeVisible()
    await page.emulateMedia({ media: null })
  })

  await test.step('no barrier is found', async () => {
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
})

test('a browser that forbids the database says so, and the comment stays until the page goes', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
  })
  const review = new Review(page)
  await review.open()
  await expect(review.meeting.getByRole('alert')).toContainText('does not let this page keep comments')
  await review.comment('Only here.')
  await expect(review.comments).toContainText('Only here.')
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
  await review.choose(/for another browser/)
  expect(await readFile(await (await saving).path(), 'utf8')).toContain('No room for this.')

  // There is room again: the next change keeps this one too.
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin })
  await review
    .decision(/^Decision on/)
    .first()
    .getByRole('radio', { name: 'Ask the authors' })
    .click()
  await expect(review.meeting.getByRole('alert')).toHaveCount(0)
  await page.reload()
  await expect(review.comments).toContainText('No room for this.')
})

test('the check runs here as well, and gives each clause its verdict and its run', async ({ page }) => {
  const review = new Review(page)
  await review.open()
  // The one with the fewest worlds, and a clause about which a belief is soon found to be wrong.
  await page.getByRole('tab', { name: 'EvtRpcCancel' }).click()
  await page.getByRole('navigation', { name: 'Clauses' }).getByRole('button', { name: 'EV-12' }).click()
  await expect(page.getByRole('article', { name: 'Clause EV-12' })).toBeVisible()
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
  await expect(witnessed).toContainText(/found by the check/i)
  await expect(witnessed).not.toHaveText(before ?? '')
})

test('a review of fourteen clauses, from beginning to end', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  const review = new Review(page)
  await review.open()
  const choices = [/^(Keep|Leave open)$/, 'Ask the authors', 'Fix the text']
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
  expect(minutes.match(/^## \[[A-Z]+-\d+\]/gm)).toHaveLength(14)
  expect(minutes).toContain('2 comments; decided: keep or leave open')
  expect(minutes).toContain('Said about clause 5.')
})

test('a meeting is held by keys alone, over two specifications, and its minutes say all of it', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 })
  const review = new Review(page)
  await review.open()
  // Its model is there from now on.
  await page.getByRole('tab', { name: /operations\.cancel/ }).click()
  await page.getByRole('heading', { name: 'LR-01' }).waitFor()
  await page.getByRole('tab', { name: /MI_Operation_Cancel/ }).click()
  await review.meeting.getByRole('button', { name: 'Meeting' }).click()
  const dialog = page.getByRole('dialog', { name: 'The meeting' })
  await dialog.getByLabel('Name of the meeting').fill('Third review')
  await dialog.getByLabel(/^People/).fill('Ada, Bob')
  await dialog.getByLabel(/^Who writes/).fill('Ada')
  for (const id of ['MI-09', 'MI-21', 'LR-14']) await dialog.getByRole('checkbox', { name: new RegExp(id) }).check()
  await dialog.getByRole('button', { name: 'Begin the meeting' }).click()

  const agenda = page.getByRole('navigation', { name: 'Agenda' })
  await expect(agenda).toContainText('1 / 3')
  await expect(page.getByRole('banner')).toBeHidden()
  const bar = page.getByRole('region', { name: /^Decision on H-09/ })
  await expect(bar).toContainText('undecided')
  await page.keyboard.press('2')
  await expect(bar).toContainText('Reading chosen: OMI, local')
  await expect(page.getByRole('complementary', { name: 'Evidence' })).toContainText(
    'Under the reading that was chosen.',
  )
  await page.keyboard.press('v')
  await page.keyboard.press('2')
  await page.keyboard.press('2')
  await page.keyboard.press('v')
  await expect(bar).toContainText('0 · 2')
  await page.keyboard.press('r')
  await page.keyboard.type('Two servers do it.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('o')
  await page.keyboard.type('Gateway team')
  await page.keyboard.press('Enter')
  await page.keyboard.press('c')
  await page.keyboard.type('Who says so?')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('region', { name: 'Said' })).toContainText('Who says so?')
  // What was pressed by mistake is undone.
  await page.keyboard.press('1')
  await expect(bar).toContainText('Reading chosen: documented')
  await page.keyboard.press('u')
  await expect(bar).toContainText('Reading chosen: OMI, local')

  const current = agenda.locator('[aria-current]')
  for (const clause of ['MI-21', 'LR-14']) {
    for (let n = 0; n < 20 && (await current.textContent())?.includes(clause) !== true; n++)
      await page.keyboard.press('PageDown')
    await expect(current).toContainText(clause)
  }
  for (let n = 0; n < 9 && !(await page.getByRole('region', { name: 'Decision on LR-14' }).isVisible()); n++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('3')
  await expect(page.getByRole('region', { name: 'Decision on LR-14' })).toContainText('Fix the text')
  for (let n = 0; n < 9 && (await current.textContent())?.includes('MI-21') !== true; n++)
    await page.keyboard.press('PageUp')
  await expect(agenda).toContainText('2 / 3')
  expect(await barriersInBothThemes(page)).toEqual([])
  // The address leads back into the meeting.
  await page.reload()
  await expect(agenda).toContainText('/ 3')
  await page.keyboard.press('Escape')
  await expect(review.meeting).toBeVisible()
  await page.getByRole('tab', { name: /MI_Operation_Cancel/ }).click()
  const reading = page.waitForEvent('download')
  await review.choose(/in Markdown/)
  const minutes = await readFile(await (await reading).path(), 'utf8')
  for (const said of [
    'Third review',
    'People: Ada, Bob',
    'OMI, local',
    'written down by Ada',
    'Why: Two servers do it.',
    'Owner: Gateway team',
    'Votes: OMI, local 2',
    'Who says so?',
    'Witness: [',
    '# Minutes: Third review, operations.cancel',
    '## [LR-14]',
  ])
    expect(minutes).toContain(said)
  // And an issue for what is to be fixed, whatever specification it belongs to.
  const filing = page.waitForEvent('download')
  await review.choose(/issues/)
  expect(await readFile(await (await filing).path(), 'utf8')).toContain('# operations.cancel: LR-14')
})
