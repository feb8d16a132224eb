import { barriers } from './audit/barriers.ts'
import { expect, test } from './test.ts'

test('a number and nothing else', async ({ workbench, page }) => {
  await workbench.open()
  await page.getByRole('button', { name: 'What is this number?' }).click()
  const sheet = page.getByRole('dialog', { name: 'What is this number?' })
  const field = sheet.getByRole('searchbox', { name: 'A number, a name, or a line of a log' })
  await expect(field).toBeFocused()

  await test.step('a line of a log is read', async () => {
    await field.fill('2026-11-28 12:31:07 [4711] EvtNext failed: 1726')
    await expect(sheet.getByText('Found in it: 1726')).toBeVisible()
    await expect(sheet.getByRole('heading', { level: 3 })).toHaveText([
      'RPC_S_CALL_FAILED 0x000006BE',
      'RPC_S_CALL_FAILED 0x000006BE',
    ])
    expect(await barriers(page)).toEqual([])
  })

  await test.step('what is unknown is said to be unknown', async () => {
    await field.fill('4711')
    await expect(sheet.getByRole('status')).toHaveText(/^Unknown\./)
  })

  await test.step('a number of a neighbour opens the shortest run of ours that comes to the same', async () => {
    await field.fill('-2147217300')
    await expect(sheet.getByRole('heading', { level: 3 })).toHaveText('WBEM_E_QUOTA_VIOLATION 0x8004106C')
    await sheet.getByRole('button', { name: 'Open the shortest run to MI_RESULT_SERVER_LIMITS_EXCEEDED' }).click()
    await expect(sheet).toBeHidden()
    expect(
      await workbench.ask((api) =>
        api.trace().some((line) => (line as { code?: string }).code === 'MI_RESULT_SERVER_LIMITS_EXCEEDED'),
      ),
    ).toBe(true)
  })

  await test.step('a key opens it', async () => {
    await page.keyboard.press('#')
    await expect(field).toBeFocused()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
  })
})
