import { openForStories } from './stories.ts'
import { expect, test } from './test.ts'

const cancelOf = (steps: readonly { readonly at: number; readonly do: string }[]): number =>
  steps.find((step) => step.do === 'cancel')?.at ?? -1

test('the keyboard', async ({ workbench, page }) => {
  const story = await openForStories(workbench)

  await story('the keyboard alone is enough for a tour', async () => {
    const cancel = async (): Promise<number> => cancelOf((await workbench.ask((api) => api.scenario())).steps)
    const before = await cancel()

    await page.keyboard.press(']')
    await page.keyboard.press('}')
    await page.keyboard.press('[')
    await expect.poll(cancel).toBe(before + 10)

    await page.keyboard.press('Home')
    await expect(workbench.transport.at(0)).toBeVisible()
    await page.keyboard.press('ArrowRight')
    await expect(workbench.transport.at(0)).toBeHidden()
    await page.keyboard.press('c')
    await expect.poll(cancel).toBeLessThan(before)

    await page.keyboard.press('Control+z')
    await expect.poll(cancel).toBe(before + 10)
    await page.keyboard.press('2')
    await expect(workbench.tabs.nth(1)).toHaveAttribute('aria-selected', 'true')
  })

  await story('tabs are reached and chosen by keys', async () => {
    await workbench.tabs.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(workbench.tabs.nth(2)).toBeFocused()
    await expect(workbench.tabs.first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')

    await expect(workbench.tabs.nth(2)).toHaveAttribute('aria-selected', 'true')
  })

  await story('keys do nothing of their own while somebody writes', async () => {
    const before = await workbench.ask((api) => api.scenario())

    await workbench.scenario.tick('Cancel the operation').press('Enter')
    await workbench.scenario.root.getByRole('listitem').getByRole('textbox').waitFor()
    await page.keyboard.press('2')
    await page.keyboard.press('c')
    await page.keyboard.press('Escape')

    expect((await workbench.ask((api) => api.scenario())).spec).toBe(before.spec)
  })

  await story('the palette finds and does what one types', async () => {
    const search = workbench.dialog.getByRole('searchbox')
    await page.keyboard.press('Control+k')
    await search.waitFor()
    await page.keyboard.type('to the end')
    await page.keyboard.press('Enter')
    await expect(workbench.dialog).toBeHidden()
    const end = await workbench.transport.tick.textContent()
    await page.keyboard.press('End')
    await expect(workbench.transport.tick).toHaveText(end ?? '')

    await page.keyboard.press('Control+k')
    await search.waitFor()
    await page.keyboard.type('theme')
    await page.keyboard.press('Enter')
    await expect(workbench.theme).toHaveAccessibleName('Theme: light')
    // What is marked already is done once as well.
    await page.keyboard.press('Control+k')
    await page.keyboard.type('theme')
    await page.getByRole('menuitem', { name: /^Theme/ }).waitFor()
    await page.keyboard.press('Enter')
    await expect(workbench.theme).toHaveAccessibleName('Theme: dark')
  })

  await story('the list of keys is made from the keys, and single keys can be switched off', async () => {
    await page.keyboard.press('?')
    await expect(workbench.dialog.getByRole('heading', { name: 'All keys' })).toBeVisible()
    await expect(workbench.dialog.getByText('Cancel at the playhead')).toBeVisible()
    await workbench.dialog.getByText('Single-key shortcuts').click()
    await page.keyboard.press('Escape')
    await page.keyboard.press('2')
    await expect(workbench.tabs.first()).toHaveAttribute('aria-selected', 'true')
    await page.reload()
    await page.keyboard.press('2')
    await expect(workbench.tabs.first()).toHaveAttribute('aria-selected', 'true')
  })
})
