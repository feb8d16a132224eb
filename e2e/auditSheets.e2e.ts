import { auditTexts } from './audit/audit.ts'
import { expect, test } from './test.ts'

/** As the palette finds them, with the key of a specification that has it. */
const sheets = [
  ['All keys', '1'],
  ['Glossary: what the words', '1'],
  ['Ask this run', '1'],
  ['Kept runs, as a tree', '1'],
  ['What is this number', '1'],
  ['Statechart: Client library', '1'],
  ['Clause MI-01', '1'],
  ['Tell the run', '1'],
  ['Serve this run', '5'],
] as const

test('no text in a sheet lies on another, is cut off or too faint, in both themes', async ({ workbench, page }) => {
  await workbench.open()
  await page.keyboard.press('f')
  await workbench.notice.waitFor()
  // A sheet is as wide as its text where there is room for it: in larger windows it looks the same.
  for (const size of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size)
    for (const [sheet, spec] of sheets)
      await test.step(`${sheet}, ${size.width} by ${size.height}`, async () => {
        await page.keyboard.press(spec)
        await page.keyboard.press('Control+k')
        const search = workbench.dialog.getByRole('searchbox', { name: 'What do you want to do?' })
        await search.fill(sheet)
        await search.press('Enter')
        await expect(search).toHaveCount(0)
        await workbench.dialog.waitFor()
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          expect(await auditTexts(page), colorScheme).toEqual([])
        }
        await page.emulateMedia({ colorScheme: 'light' })
        await page.keyboard.press('Escape')
        await expect(workbench.dialog).toHaveCount(0)
      })
  }
})
