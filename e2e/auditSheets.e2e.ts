import { auditTexts } from './audit/audit.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

/** The key that opens each, or as the palette finds it. */
const sheets = [
  ['All keys', '?'],
  ['Glossary: what the words', null],
  ['Ask this run', null],
  ['Kept runs, as a tree', 'g'],
  ['What is this number', '#'],
  ['Statechart: Client library', null],
  ['Clause MI-01', null],
  ['Tell the run', 's'],
  // Of the last specification alone.
  ['Serve this run', null],
] as const

async function openSheet(workbench: Workbench, sheet: string, key: string | null): Promise<void> {
  const { keyboard } = workbench.page
  if (key !== null) return keyboard.press(key)
  await keyboard.press('Control+k')
  const search = workbench.dialog.getByRole('searchbox', { name: 'What do you want to do?' })
  await search.fill(sheet)
  await search.press('Enter')
  await expect(search).toHaveCount(0)
}

test('no text in a sheet lies on another, is cut off or too faint', async ({ workbench, page }) => {
  await workbench.open()
  await page.keyboard.press('f')
  await workbench.notice.waitFor()
  for (const [sheet, key] of sheets)
    await test.step(sheet, async () => {
      if (sheet === 'Serve this run') await page.keyboard.press('5')
      await openSheet(workbench, sheet, key)
      await workbench.dialog.waitFor()
      // A sheet is as wide as its text where there is room for it: in larger windows it looks the same.
      expect(await auditTexts(page), 'where there is room').toEqual([])
      // Where things stand is the same in both themes.
      await page.setViewportSize({ width: 390, height: 844 })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await auditTexts(page), `on a phone, ${colorScheme}`).toEqual([])
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.keyboard.press('Escape')
      await expect(workbench.dialog).toHaveCount(0)
    })
})
