import { expect, test } from './test.ts'

test('the statements of the check follow the playhead', async ({ workbench, page }) => {
  await workbench.open()
  const pane = workbench.inspector.root.getByRole('region', { name: 'Statements' })
  await pane.getByRole('button', { name: 'Statements' }).click()

  await page.keyboard.press('Home')
  await expect(pane).toContainText('not yet decided')
  await expect(pane).toContainText('kept so far')
  await workbench.transport.last.click()
  await expect(pane).toContainText('not decided by this run')
  await expect(pane).not.toContainText('kept so far')

  // A statement leads to the tick since which it stands so.
  const since = pane
    .getByRole('group')
    .filter({ hasText: /^Met/u })
    .getByRole('button', { name: /^since \d/u })
    .first()
  const tick = Number(((await since.textContent()) ?? '').replace('since ', ''))
  await since.click()
  await expect(page.getByRole('slider', { name: 'Playhead' })).toHaveValue(String(tick))
})
