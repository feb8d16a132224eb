import { auditTexts } from './audit/audit.ts'
import { barriersInBothThemes } from './audit/barriers.ts'
import { Learn } from './pages/learn.ts'
import { expect, test } from './test.ts'
import type { Page } from '@playwright/test'

interface Stories {
  readonly learn: Learn
  readonly story: (title: string, body: () => Promise<void>) => Promise<void>
}

/** One page for several stories: each is a step of the test, and begins at the first lesson with nothing answered. */
async function openForStories(page: Page): Promise<Stories> {
  const learn = new Learn(page)
  await learn.open()
  let isOpening = true
  const begin = async (): Promise<void> => {
    await learn.tab('Course')
    if (await learn.progress.getByRole('button', { name: 'Erase' }).isEnabled()) await learn.erase()
    await learn.lesson(1).click()
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  }
  return {
    learn,
    story: (title, body) =>
      test.step(title, async () => {
        if (!isOpening) await begin()
        isOpening = false
        await body()
      }),
  }
}

/** Puts the marker three quarters along its way. */
async function dropMarker(page: Page, learn: Learn, hasTouch: boolean): Promise<void> {
  const box = await learn.marker.boundingBox()
  if (box === null) throw new Error('the marker is to be seen')
  const [x, y] = [box.x + box.width * 0.75, box.y + box.height / 2]
  if (hasTouch) await page.touchscreen.tap(x, y)
  else {
    await page.mouse.move(box.x + box.width / 2, y)
    await page.mouse.down()
    await page.mouse.move(x, y, { steps: 4 })
    await page.mouse.up()
  }
  await expect(learn.marker).toHaveAttribute('aria-valuetext', /^tick \d+$/)
  const { min, max, value } = await learn.marker.evaluate((input: HTMLInputElement) => ({
    min: Number(input.min),
    max: Number(input.max),
    value: Number(input.value),
  }))
  // The thumb is grasped at its middle: half of it stands out at either end.
  expect((value - min) / (max - min)).toBeCloseTo((0.75 * box.width - 22) / (box.width - 44), 1)
  await learn.reveal.click()
  await expect(page.getByText(/^your mark: /)).toBeVisible()
}

test('the course', async ({ page, workbench }) => {
  const { learn, story } = await openForStories(page)

  await story('the browser goes back and forward through the lessons', async () => {
    const titles: string[] = []
    for (const number of [2, 3, 4]) {
      const before = page.url()
      await learn.lesson(number).click()
      titles.push((await learn.title.textContent()) ?? '')
      // The address is written when nothing has changed for a while.
      await expect(page).not.toHaveURL(before)
    }
    await page.goBack()
    await expect(learn.title).toHaveText(titles[1] ?? '')
    await page.goBack()
    await expect(learn.title).toHaveText(titles[0] ?? '')
    await page.goBack()
    await expect(learn.lesson(1)).toHaveAttribute('aria-current', 'step')
    await page.goForward()
    await expect(learn.title).toHaveText(titles[0] ?? '')
  })

  await story('keys change nothing that is not to be seen', async () => {
    const before = await workbench.ask((api) => api.scenario())
    for (const key of [']', 'c', '{', ' ', '2', 'Control+z', 'ArrowRight', 'p']) await page.keyboard.press(key)
    expect(await workbench.ask((api) => api.scenario())).toEqual(before)
    await expect(learn.title).toHaveText('Asking is not stopping')
  })

  await story('a tick is answered with a marker, by keyboard, and told by how much it is off', async () => {
    await expect(learn.options).toHaveCount(0)
    await expect(learn.marker).toHaveAttribute('aria-valuetext', /^not put yet/)
    await expect(learn.reveal).toBeDisabled()
    // The arrows take the marker from wherever nothing else wants them.
    await page.keyboard.press('ArrowLeft')
    await expect(learn.marker).toBeFocused()
    await page.keyboard.press('Home')
    await expect(learn.marker).toHaveAttribute('aria-valuetext', 'tick 160')
    await page.keyboard.press('ArrowRight')
    await expect(learn.marker).toHaveAttribute('aria-valuetext', 'tick 161')
    await expect(page.getByText('Within 4 ticks counts as right.')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page.getByText('your mark: 69 ticks too early')).toBeVisible()
    await expect(learn.lesson(1)).toHaveAccessibleName(/answered wrong/)

    await page.getByRole('button', { name: 'Ask me again' }).click()
    await expect(learn.marker).toHaveAttribute('aria-valuetext', /^not put yet/)
  })

  await story('the focus is told by a ring on what has it, and nowhere else', async () => {
    await learn.marker.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(learn.ribbon).toBeVisible()
    const ringed = await page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((each) => getComputedStyle(each).outlineStyle !== 'none' && each.clientWidth > window.innerWidth * 0.9)
        .map((each) => each.className),
    )
    expect(ringed).toEqual([])
  })

  await story('after the answer the run can be gone through, and played again', async () => {
    await expect(learn.replay.getByRole('button', { name: 'Play' })).toBeDisabled()
    await learn.answer()
    await learn.reveal.click()
    const playhead = learn.replay.getByRole('slider', { name: 'Playhead' })
    // It plays to its end before the verdict.
    const last = (await playhead.getAttribute('max')) ?? ''
    await expect(learn.replay.getByRole('status')).toHaveText(last)
    await playhead.focus()
    await page.keyboard.press('Home')
    await expect(learn.replay.getByRole('status')).toHaveText('0')
    await page.keyboard.press('End')
    const end = await playhead.getAttribute('max')
    await expect(learn.replay.getByRole('status')).toHaveText(end ?? '')
    // From the cancel to the end, event by event.
    await learn.replay.getByRole('button', { name: 'Play' }).click()
    await expect(learn.replay.getByRole('button', { name: 'Pause' })).toBeVisible()
    await expect(learn.replay.getByRole('status')).not.toHaveText(end ?? '')
    await learn.replay.getByRole('button', { name: 'Pause' }).click()
    await expect(learn.replay.getByRole('button', { name: 'Play' })).toBeVisible()
  })

  await story('the marker is put where it is dropped', () => dropMarker(page, learn, false))

  await story('a lesson by keyboard: predict, reveal, on and back, and the progress stays', async () => {
    await learn.lesson(2).click()
    const first = (await learn.title.textContent()) ?? ''
    await expect(learn.options).toHaveCount(4)
    await expect(learn.run).toContainText('What happens from here?')
    await expect(learn.run).not.toContainText('Cancel at')
    await expect(learn.reveal).toBeDisabled()

    await page.keyboard.press('c')
    await expect(learn.options.nth(2)).toBeChecked()
    await page.keyboard.press('B')
    await expect(learn.options.nth(1)).toBeChecked()
    await page.keyboard.press('Enter')
    await expect(page.getByText(/✓ what happens/)).toBeVisible()
    await expect(learn.run).toContainText('Cancel at')
    await expect(learn.run).not.toContainText('What happens from here?')
    await expect(learn.progress).toContainText('1 of')

    await page.keyboard.press('Enter')
    await expect(learn.title).not.toHaveText(first)
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await expect(learn.title).toHaveText(first)
    await page.reload()
    await expect(learn.progress).toContainText('1 of')
    await expect(learn.lesson(2)).toHaveAccessibleName(/answered/)

    const download = page.waitForEvent('download')
    await learn.progress.getByRole('button', { name: 'Export' }).click()
    expect((await download).suggestedFilename()).toBe('aftercancel-progress.json')
    await learn.erase()
    await expect(learn.progress).toContainText('0 of')
  })

  await story('on a phone the marker and the button that reveals are both to be seen', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await learn.marker.scrollIntoViewIfNeeded()
    await learn.marker.press('End')
    await expect(learn.marker).toBeInViewport()
    await expect(learn.reveal).toBeInViewport()
    await learn.reveal.click()
    await expect(page.getByText(/^your mark: /)).toBeInViewport()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize({ width: 1280, height: 800 })
  })
})

test('beside the course', async ({ page }) => {
  const { learn, story } = await openForStories(page)

  await story('a link opens the lesson as it was left', async () => {
    await learn.lesson(4).click()
    const title = (await learn.title.textContent()) ?? ''
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    // Copying makes the address current at once; by itself it waits until nothing has changed for a while.
    await page.getByRole('button', { name: /^Copy link/ }).click()
    await page.getByRole('button', { name: 'Close this message' }).waitFor()
    const other = await page.context().newPage()
    await other.goto(page.url())
    await expect(new Learn(other).title).toHaveText(title)
    await expect(other.getByText(/✓ what happens/)).toHaveCount(1)
    await other.close()
  })

  await story('progress goes from one browser to another; a bad file changes nothing', async () => {
    const take = async (name: string, text: string): Promise<void> => {
      const choosing = page.waitForEvent('filechooser')
      await learn.progress.getByRole('button', { name: 'Import' }).click()
      await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    }
    const text = JSON.stringify({
      format: 'aftercancel/progress@1',
      lessons: { 'the-race': true, 'the-edge': false },
      asked: 5,
      right: 3,
      row: 1,
    })
    await take('p.json', text)
    await expect(page.getByText('p.json: 2 lessons and 5 practice questions came in.')).toBeVisible()
    await expect(learn.progress).toContainText(/2 of \d+ lessons, 3 of 5 practice questions right/)
    await expect(page.getByRole('button', { name: /^Lesson \d+: A race at the end, answered right/ })).toBeVisible()
    await take('bad.json', text.replace('"asked":5', '"asked":-5'))
    await expect(page.getByRole('alert')).toHaveText('bad.json: asked: expected a whole number from 0, found -5')
    await expect(learn.progress).toContainText(/2 of \d+ lessons, 3 of 5 practice questions right/)
  })

  await story('two pages of one browser: neither forgets what was answered in the other', async () => {
    const [one, two] = [learn, new Learn(await page.context().newPage())]
    await two.open()
    await one.answer()
    await one.reveal.click()
    await expect(two.progress).toContainText('1 of')
    await two.lesson(2).click()
    await two.answer()
    await two.reveal.click()
    await expect(one.progress).toContainText('2 of')
    await one.page.reload()
    await expect(one.progress).toContainText('2 of')
    await two.page.close()
  })

  await story('accessible', async () => {
    for (const number of [1, 2]) {
      await learn.lesson(number).click()
      expect(await barriersInBothThemes(page)).toEqual([])
      await learn.answer()
      await learn.reveal.click()
      await expect(learn.ribbon).toBeVisible()
      expect(await barriersInBothThemes(page)).toEqual([])
    }
    await learn.tab('Practice')
    expect(await barriersInBothThemes(page)).toEqual([])
    await learn.tab('Sheet')
    expect(await barriersInBothThemes(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  await story('the same seed gives the same questions', async () => {
    await learn.tab('Sheet')
    const questions = page.getByRole('article').getByRole('heading', { level: 3 })
    await expect(questions).toHaveCount(10)
    const first = await questions.allTextContents()
    await page.getByText('Which questions').click()
    const seed = page.getByRole('textbox', { name: 'Seed' })
    await seed.fill('monday')
    await page.keyboard.press('Enter')
    await expect(questions.first()).not.toHaveText(first[0] ?? '')
    await expect(questions).toHaveCount(10)
    expect(await questions.allTextContents()).not.toEqual(first)
    await seed.fill('class-1')
    await page.keyboard.press('Enter')
    await expect.poll(() => questions.allTextContents()).toEqual(first)

    await learn.tab('Practice')
    await expect(page.getByText(/Question 1, level 1/)).toBeVisible()
    await learn.answer()
    await learn.reveal.click()
    await page.getByRole('button', { name: 'Next question' }).click()
    await expect(page.getByText(/Question 2, level 1/)).toBeVisible()
  })
})

test.describe('with a finger', () => {
  test.use({ hasTouch: true })

  test('the marker is put where it is dropped', async ({ page }) => {
    const learn = new Learn(page)
    await learn.open()
    await dropMarker(page, learn, true)
  })
})

test('every lesson can be answered, and its run opened; no text lies on another', async ({ page, workbench }) => {
  await page.setViewportSize({ width: 1440, height: 900 })
  const learn = new Learn(page)
  await learn.open()
  const count = await page.getByRole('button', { name: /^Lesson \d+:/ }).count()
  for (let number = 1; number <= count; number++) {
    await learn.lesson(number).click()
    expect(await auditTexts(page), `lesson ${number}, before the answer`).toEqual([])
    await learn.answer()
    await learn.reveal.click()
    await expect(page.getByText(/✓ what happens/)).toHaveCount(1)
    // A question about all specifications has the table of Compare.
    await expect(learn.ribbon.or(page.getByRole('button', { name: 'Open in Compare' }))).toBeVisible()
    expect(await auditTexts(page), `lesson ${number}, after the answer`).toEqual([])
  }
  const told = (await learn.run.getByText(/^Cancel at/).textContent()) ?? ''
  await learn.run.getByRole('button', { name: 'Open in Explore' }).click()
  await expect(workbench.sentence).toHaveText(told)
})
