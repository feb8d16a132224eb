import { openForStories } from './stories.ts'
import { expect, test } from './test.ts'

test('a scenario is edited', async ({ workbench, page }) => {
  const story = await openForStories(workbench)

  await story('everything that is edited can be undone and redone', async () => {
    const before = await workbench.ask((api) => api.scenario())

    await workbench.scenario.setTick('Cancel the operation', 150)
    await workbench.scenario.addCommand('Cancel the operation')
    await workbench.scenario.knob('Network, one way').press('ArrowRight')
    const after = await workbench.ask((api) => api.scenario())
    expect(after.steps).toHaveLength(before.steps.length + 1)

    for (let i = 0; i < 3; i++) await workbench.scenario.undo.click()
    expect(await workbench.ask((api) => api.scenario())).toEqual(before)
    await expect(workbench.scenario.undo).toBeDisabled()
    await page.keyboard.press('Shift+Control+z')
    await page.keyboard.press('Control+y')
    await workbench.scenario.redo.click()
    expect(await workbench.ask((api) => api.scenario())).toEqual(after)
  })

  await story('a command is added at the playhead, given arguments, and removed', async () => {
    await workbench.transport.last.click()
    const steps = (await workbench.ask((api) => api.scenario())).steps.length

    await workbench.scenario.addCommand('Close the handle')
    const command = workbench.scenario.root.getByRole('listitem').last()
    await workbench.scenario.drawer('Close the handle', command).click()
    await workbench.scenario.write('Operation', 2, command)
    await expect(workbench.scenario.drawer('Close the handle', command)).toContainText('Operation: 2')
    await command.getByRole('button', { name: 'Remove' }).click()

    expect((await workbench.ask((api) => api.scenario())).steps).toHaveLength(steps)
    await page.keyboard.press('Control+z')
    expect((await workbench.ask((api) => api.scenario())).steps).toHaveLength(steps + 1)
  })

  await story('commands on the same tick can change places', async () => {
    expect(
      await workbench.ask((api) =>
        api.load({
          format: 'aftercancel/scenario@1',
          spec: 'mi',
          steps: [
            { at: 0, do: 'start' },
            { at: 50, do: 'cancel' },
            { at: 50, do: 'close' },
          ],
        }),
      ),
    ).toEqual({ ok: true, error: null })
    const rows = workbench.scenario.root.getByRole('listitem')
    await expect(rows).toContainText(['Start', 'Cancel', 'Close'])

    await workbench.scenario.drawer('Close the handle', rows.nth(2)).click()
    await rows.nth(2).getByRole('button', { name: 'Earlier in this tick' }).click()

    await expect(rows).toContainText(['Start', 'Close', 'Cancel'])
  })

  await story('the run is announced once, when a change is over', async () => {
    await workbench.scenario.setTick('Cancel the operation', 140)

    await expect(workbench.announcement).toContainText('Cancel at 140')
  })

  await story('show me opens a scenario that returns the code', async () => {
    // Which scenarios show which code is found out when somebody comes to look at the table.
    await workbench.inspector.codes.getByRole('row').last().scrollIntoViewIfNeeded()
    const show = workbench.inspector.codes.getByRole('button', { name: /^Show me / }).first()
    const name = (await show.getAttribute('aria-label')) ?? ''

    await show.click()

    await expect(
      workbench.inspector.codes
        .getByRole('row', { name: name.replace('Show me ', '') })
        .getByRole('button', { name: /^(this run|at the end|by .+)$/ }),
    ).toBeVisible()
  })

  await story('a clause chip opens the clause, and Escape leads back to it', async () => {
    const chip = workbench.inspector.checks.getByRole('button', { name: /^Clause / }).first()
    const id = (await chip.textContent()) ?? ''

    await chip.press('Enter')
    await expect(workbench.dialog.getByRole('heading', { name: id })).toBeVisible()
    await expect(workbench.dialog.getByRole('heading', { name: 'Where the machines carry it out' })).toBeVisible()
    await page.keyboard.press('Escape')

    await expect(workbench.dialog).toBeHidden()
    await expect(chip).toBeFocused()
  })
})
