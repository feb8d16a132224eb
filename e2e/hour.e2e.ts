import type { Page } from '@playwright/test'
import { Learn } from './pages/learn.ts'
import { expect, test } from './test.ts'

/** Makes a question of a kind from the run that is open. */
async function ask(
  page: Page,
  kind: string,
  words: { readonly title: string; readonly task?: boolean },
): Promise<void> {
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Ask this run' })
  await sheet.getByRole('radio', { name: new RegExp(`^${kind}`) }).check()
  await sheet.getByRole('textbox', { name: 'Title' }).fill(words.title)
  await sheet.getByRole('textbox', { name: /^Why/ }).fill(`The reason, for ${words.title}.`)
  if (words.task === true) {
    await sheet.getByRole('button', { name: /Task$/ }).click()
    await page.getByRole('option', { name: /returns MI_RESULT_INVALID_PARAMETER/ }).click()
  }
  await expect(sheet.getByText('Nothing gives the answer away.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Add to the lesson' }).click()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
}

test('an hour’s lesson, made with nothing but the page, and given from its link at two sizes', async ({
  workbench,
  page,
  browser,
}) => {
  // Five questions on two runs of one's own: the cancel of each is moved.
  await workbench.open()
  const flag = page.getByRole('slider', { name: 'Cancel instant' })
  await flag.focus()
  await page.keyboard.press('ArrowRight')
  await ask(page, 'What the cancel returns', { title: 'The return code', task: true })
  await ask(page, 'When the client has its final result', { title: 'The final result' })
  await ask(page, 'What is still held when the client', { title: 'What is left' })
  await page.getByRole('tab', { name: /operations\.cancel/ }).click()
  await flag.focus()
  await page.keyboard.press('ArrowLeft')
  await ask(page, 'When the work has stopped', { title: 'The end of the work' })
  await ask(page, 'Which clause requires that', { title: 'The clause' })
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByRole('button', { name: 'Open the lesson, 5 questions' }).click()

  // A title, an introduction, another order.
  await page.getByRole('button', { name: 'Edit', exact: true }).click()
  await page.getByRole('textbox', { name: 'Title of the lesson' }).fill('An hour on cancelling')
  await page.getByRole('textbox', { name: 'Introduction' }).fill('Two services, one question.')
  await page.getByRole('button', { name: 'Question 3: earlier' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('tab', { name: 'An hour on cancelling' })).toBeVisible()
  await page.getByRole('button', { name: 'Copy link to this lesson' }).last().click()
  await page.getByRole('button', { name: 'Close this message' }).click()
  const link = page.url()

  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    const student = await context.newPage()
    await student.goto(link)
    const learn = new Learn(student)
    const titles: string[] = []
    await expect(student.getByText('Two services, one question.')).toBeVisible()
    for (let number = 1; number <= 5; number++) {
      await expect(student.getByText(`Question ${number} of 5`)).toBeVisible()
      titles.push((await learn.title.textContent()) ?? '')
      await learn.answer()
      await learn.reveal.click()
      await expect(student.getByText(/^The reason, for/)).toBeVisible()
      if (number === 1) {
        // The task: the flag of the lesson's own run is dragged behind the close.
        await learn.run.getByRole('button', { name: 'Try it' }).click()
        await expect(learn.run.getByText('Not yet')).toBeVisible()
        const live = learn.run.getByRole('slider', { name: 'Cancel instant' })
        await live.focus()
        await student.keyboard.press('End')
        await expect(learn.run.getByText('✓ Solved')).toBeVisible()
      }
      expect(await student.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      await student.getByRole('button', { name: number === 5 ? 'To the end' : 'Next question' }).click()
    }
    expect(titles).toEqual(['The return code', 'What is left', 'The final result', 'The end of the work', 'The clause'])
    await expect(student.getByRole('heading', { name: /^\d of 5 right$/ })).toBeVisible()
    await context.close()
  }

  // Its sheet: five questions with their words, on paper.
  await page.getByRole('button', { name: 'Print as a sheet' }).click()
  const sheet = page.getByRole('article')
  await expect(sheet.getByRole('heading', { name: 'An hour on cancelling' })).toBeVisible()
  await expect(sheet.getByRole('heading', { level: 3 })).toHaveCount(5)
  await page.emulateMedia({ media: 'print' })
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length).toBeGreaterThanOrEqual(2)
})
