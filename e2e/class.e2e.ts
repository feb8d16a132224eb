import { readFileSync } from 'node:fs'
import { auditTexts } from './audit/audit.ts'
import { barriersInBothThemes } from './audit/barriers.ts'
import { Learn } from './pages/learn.ts'
import { expect, test } from './test.ts'

test('a class: the same questions from one link, a score, files that the teacher merges', async ({ page, browser }) => {
  const learn = new Learn(page)
  await learn.open()
  await learn.tab('Class')
  await page.getByRole('button', { name: 'Questions: 10' }).click()
  await page.getByRole('textbox', { name: 'Questions' }).fill('3')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copy link for the class' }).click()
  await page.getByRole('button', { name: 'Close this message' }).waitFor()
  const link = page.url()

  // A student, in a browser of their own.
  const prompts: string[][] = []
  const files: { name: string; mimeType: string; buffer: Buffer }[] = []
  for (const name of ['Ada', 'Bo']) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' })
    const student = await context.newPage()
    await student.goto(link)
    await student.getByRole('button', { name: 'Begin', exact: true }).click()
    const mine = new Learn(student)
    const asked: string[] = []
    for (let number = 1; number <= 3; number++) {
      await expect(student.getByText(`Question ${number} of 3`)).toBeVisible()
      asked.push((await student.getByRole('heading', { level: 3 }).first().textContent()) ?? '')
      if ((await mine.options.count()) > 0) await mine.options.nth(name === 'Ada' ? 0 : 1).check({ force: true })
      else await mine.marker.press('Enter')
      await mine.reveal.click()
      await expect(student.getByText(/✓ what happens/)).toBeVisible()
      await expect(student.getByRole('button', { name: 'Ask me again' })).toHaveCount(0)
      await student.getByRole('button', { name: number === 3 ? 'To the end' : 'Next question' }).click()
    }
    await expect(student.getByRole('heading', { name: /^\d of 3 right$/ })).toBeVisible()
    // What was answered stays answered.
    await student.goto('about:blank')
    await student.goto(link)
    await student.getByRole('button', { name: 'Go on', exact: true }).click()
    await expect(student.getByText(/✓ what happens/)).toBeVisible()
    await student.getByRole('button', { name: 'Question 3', exact: true }).click()
    await student.getByRole('button', { name: 'To the end' }).click()
    await student.getByRole('textbox', { name: /^Your name/ }).fill(name)
    const download = student.waitForEvent('download')
    await student.getByRole('button', { name: 'Save my result' }).click()
    expect((await download).suggestedFilename()).toBe(`result-${name.toLowerCase()}.json`)
    files.push({
      name: `${name}.json`,
      mimeType: 'application/json',
      buffer: readFileSync(await (await download).path()),
    })
    prompts.push(asked)
    await context.close()
  }
  expect(prompts[1]).toEqual(prompts[0])

  await page.getByRole('button', { name: 'Results of the class' }).click()
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open result files' }).click()
  await (await choosing).setFiles(files)
  // One message for all of them.
  await expect(page.getByRole('status').getByText('2 files came in.')).toBeVisible()
  const table = page.getByRole('region', { name: 'Who answered what' })
  await expect(table.getByRole('rowheader', { name: 'Ada' })).toBeVisible()
  await expect(table.getByRole('rowheader', { name: 'Bo' })).toBeVisible()
  await expect(table.getByRole('row', { name: /^Ada/ }).getByText(/^(right|wrong)$/)).toHaveCount(3)
  expect(await auditTexts(page)).toEqual([])
  expect(await barriersInBothThemes(page)).toEqual([])
  // On a phone the table scrolls, not the page.
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await table.evaluate((box) => box.getBoundingClientRect().right)).toBeLessThanOrEqual(390)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width: 1440, height: 900 })
  const table2 = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as a table, CSV' }).click()
  expect((await table2).suggestedFilename()).toBe('results.csv')
  // They stay in this browser, and a bad file changes nothing.
  await page.reload()
  await expect(table.getByRole('rowheader', { name: 'Bo' })).toBeVisible()
  const again = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open result files' }).click()
  await (await again).setFiles({ name: 'r.json', mimeType: 'application/json', buffer: Buffer.from('{"format":1}') })
  await expect(page.getByRole('alert')).toContainText('r.json: this is not an Aftercancel result file')
})

test('a sheet: half-drawn timelines on paper, chosen questions, the answers on a link of their own', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  const learn = new Learn(page)
  await learn.open()
  await learn.tab('Sheet')
  const sheet = page.getByRole('article')
  const questions = sheet.getByRole('heading', { level: 3 })
  await expect(questions).toHaveCount(10)
  await expect(sheet.getByRole('figure', { name: 'The run up to the cancel' })).toHaveCount(10)
  await expect(sheet.getByRole('figure', { name: 'The whole run' })).toHaveCount(0)
  await page.getByText('Which questions').click()
  await sheet.getByRole('checkbox', { name: '4', exact: true }).uncheck()
  await expect(questions).toHaveCount(9)
  expect(await auditTexts(page)).toEqual([])

  // On a phone the pictures are drawn for it: nothing is to be scrolled sideways.
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  await page.setViewportSize({ width: 390, height: 844 })
  const pictures = sheet.getByRole('figure').locator('svg:visible')
  await expect
    .poll(() => pictures.evaluateAll((all) => Math.max(...all.map((each) => each.getBoundingClientRect().right))))
    .toBeLessThanOrEqual(390)
  expect(await page.getByRole('tabpanel').evaluate((panel) => panel.scrollWidth)).toBeLessThanOrEqual(390)
  await page.setViewportSize({ width, height })

  await sheet.getByRole('button', { name: 'Show the answers' }).click()
  await expect(sheet.getByRole('figure', { name: 'The whole run' })).toHaveCount(9)
  await sheet.getByRole('button', { name: 'Copy link to the answers' }).click()
  await page.getByRole('button', { name: 'Close this message' }).click()
  const key = page.url()
  await sheet.getByRole('button', { name: 'Show the questions' }).click()
  await expect(sheet.getByRole('figure', { name: 'The whole run' })).toHaveCount(0)
  const other = await page.context().newPage()
  await other.goto(key)
  await expect(other.getByRole('heading', { name: /^Answers: After the cancel/ })).toBeVisible()
  await other.close()

  // On paper there is the sheet alone, dark on white whatever the theme.
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  const lightness = await questions.first().evaluate((node) => {
    const pen = document.createElement('canvas').getContext('2d')
    if (pen === null) throw new Error('a canvas can be drawn on')
    pen.fillStyle = getComputedStyle(node).color
    pen.fillRect(0, 0, 1, 1)
    return Math.max(...pen.getImageData(0, 0, 1, 1).data.slice(0, 3))
  })
  expect(lightness).toBeLessThan(90)
  // Nothing is cut at the side: the widest thing on paper is a picture, and it fits between the margins.
  const widths = await sheet.getByRole('figure').evaluateAll((all) => all.map((each) => each.scrollWidth))
  expect(Math.max(...widths)).toBeLessThanOrEqual(660)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length).toBeGreaterThanOrEqual(3)
})
