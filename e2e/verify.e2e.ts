import { barriersInBothThemes } from './audit/barriers.ts'
import { Verify } from './pages/verify.ts'
import { expect, test } from './test.ts'

const tab = 'operations.cancel'

test('the check of a specification goes to its end and says so', async ({ page }) => {
  const verify = new Verify(page)
  await verify.open({ workers: 2 })
  // The one with the fewest worlds.
  await verify.pickSpec('EvtRpcCancel')
  await expect(verify.headline).toContainText('to be checked')
  await expect(verify.run).toContainText('No run to show')

  await verify.start.click()
  // However long it takes: the machine may be busy.
  await verify.again.waitFor()

  await expect(verify.headline).toContainText(/^Within the bounds below, of .* always hold/)
  await expect(verify.check).toContainText('Every order within the bounds below was tried')
  await expect(verify.row(/One cancel can stop several calls of its handle/)).toContainText('seen')
  await expect(verify.group('What people believe').getByText('false').first()).toBeVisible()
  // Everything was explored: no way will get shorter any more.
  await expect(page.getByText('so far')).toHaveCount(0)
  await expect(page.getByText(/^after \d+ steps$/).first()).toBeVisible()

  for (const kind of ['holds', 'permitted exception', 'by cancel'] as const) {
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: new RegExp(`^${kind} `) }) })
      .first()
      .getByRole('button')
      .last()
      .click()
    await expect(verify.run.getByRole('heading')).toHaveText(
      kind === 'holds' ? /^No run breaks it/ : kind === 'permitted exception' ? 'Counterexample' : 'Witness',
    )
    expect(await barriersInBothThemes(page), kind).toEqual([])
  }
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await barriersInBothThemes(page), 'on a phone').toEqual([])
})

test('the map, the coverage, and a link to them', async ({ page, workbench, context }) => {
  const verify = new Verify(page)
  await verify.open()
  await verify.pickSpec(tab)

  await test.step('every cell of the map is a run: by keyboard to a cell, and into it', async () => {
    await expect(verify.cell).toHaveAccessibleName(/cancel at 160/)
    const here = await workbench.link()
    await verify.cell.focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    await expect(verify.cell).toHaveAccessibleName(/cancel at 171/)
    const said = await verify.cell.getAttribute('aria-label')
    const value = Number(/(\d+)\. /.exec(said ?? '')?.[1])

    await page.keyboard.press('Enter')
    await expect(workbench.sentence).toContainText('Cancel at 171')
    const { steps, knobs } = await workbench.ask((api) => api.scenario())
    expect(steps.find((step) => step.do === 'cancel')?.at).toBe(171)
    expect(Object.values(knobs)).toContain(value)

    // Back leads here from an entry of its own, which is written when it has settled.
    await expect(page).not.toHaveURL(here)
    await page.goBack()
    await expect(verify.cell).toHaveAccessibleName(/cancel at 160/)
  })

  await test.step('the map answers another question for another knob, and knows which knobs make no difference', async () => {
    await verify.map.getByRole('button', { name: /Question/ }).click()
    await page.getByRole('option', { name: 'What cancel returns' }).click()
    await expect(verify.cell).toHaveAccessibleName(/What cancel returns: OK/)
    await verify.map.getByRole('button', { name: /Knob/ }).click()
    await page.getByRole('option').nth(1).click()
    await expect(verify.map).toContainText('No difference at all')
    await verify.map.getByText('The map as a table').click()
    await expect(verify.map.getByRole('row').nth(5)).toContainText('OK')

    // A knob whose values are words has a row for each.
    await verify.map.getByRole('button', { name: /Knob/ }).click()
    await page.getByRole('option', { name: 'Client library' }).click()
    await expect(verify.cell).toHaveAccessibleName(/Client library raw/)
    await verify.cell.focus()
    await page.keyboard.press('ArrowUp')
    await expect(verify.cell).toHaveAccessibleName(/Client library gax/)
  })

  await test.step('the coverage can be taken along', async () => {
    const saving = page.waitForEvent('download')
    await verify.coverage.getByRole('button', { name: 'Markdown' }).click()
    const file = await saving
    expect(file.suggestedFilename()).toMatch(/-coverage\.md$/)
    await verify.coverage
      .getByRole('button', { name: /^Clause / })
      .first()
      .click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })

  await test.step('a link brings back the row, the map and the bounds that were chosen', async () => {
    const row = /When cancel has returned OK, the work has stopped/
    await verify.row(row).getByRole('button', { name: row }).click()
    await page.getByText('What is explored').click()
    await page.getByRole('switch', { name: /^Thorough/ }).focus()
    await page.keyboard.press('Space')
    const link = await workbench.link()

    const other = new Verify(await context.newPage())
    await other.page.goto(link)
    await expect(other.row(row)).toHaveAttribute('data-selected', '')
    await expect(other.map.getByRole('button', { name: /Question/ })).toContainText('What cancel returns')
    await expect(other.map.getByRole('button', { name: /Knob/ })).toContainText('Client library')
    await other.page.getByText('What is explored').click()
    await expect(other.page.getByRole('switch', { name: /^Thorough/ })).toBeChecked()
  })
})
