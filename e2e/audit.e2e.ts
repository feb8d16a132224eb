import type { Page } from '@playwright/test'
import { auditTexts } from './audit/audit.ts'
import { expect, test } from './test.ts'
import type { Workbench } from './pages/workbench.ts'

const sizes = [
  { width: 1280, height: 800 },
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
  { width: 390, height: 844 },
] as const

const flagOf = (page: Page) => page.getByRole('slider', { name: /^Cancel instant/ }).first()

/** Opens a specification, from its tab or, on a phone, from the list. */
async function openSpec(workbench: Workbench, id: string, index: number): Promise<void> {
  await workbench.page.keyboard.press(String(index + 1))
  await expect.poll(() => workbench.ask((api) => api.scenario()).then(({ spec }) => spec)).toBe(id)
}

/** What is wrong with the texts of the page as it stands; where it is asked for, in the dark theme as well, and then it is light again. */
async function faults(page: Page, inDark: boolean): Promise<string[]> {
  const found = await auditTexts(page)
  if (!inDark) return found
  await page.emulateMedia({ colorScheme: 'dark' })
  found.push(...(await auditTexts(page)).map((fault) => `dark: ${fault}`))
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}

for (const size of sizes) {
  /** Where things stand is the same in both themes; the dark one is looked at where there is most and where there is least room. */
  const isBoth = size === sizes[1] || size === sizes[3]
  const themes = isBoth ? 'light and dark' : 'light'
  test(`no text lies on another, is cut off or too faint, ${size.width} by ${size.height}, ${themes}`, async ({
    workbench,
    page,
  }) => {
    await page.setViewportSize(size)
    await workbench.open()

    await test.step('in Explore while the cancel is dragged', async () => {
      const ids = Object.keys(await workbench.ask((api) => api.specs()))
      // The nearest stops where there is least room; where there is more of it, the ends, the middle and the quarters.
      const stops = size.width < 1440 ? 8 : 4
      for (const [i, id] of ids.entries()) {
        await openSpec(workbench, id, i)
        for (let stop = 0; stop <= stops; stop++) {
          // The axis is as long as the run, and the run is another one each time.
          const end = Number(await flagOf(page).getAttribute('max'))
          const tick = Math.round((end * stop) / stops)
          await flagOf(page).fill(String(tick))
          // In the dark at the ends and in the middle.
          expect(await faults(page, isBoth && stop % (stops / 2) === 0), `${id}, the cancel at ${tick}`).toEqual([])
        }
      }
    })

    const main = page.getByRole('main')
    for (const screen of ['compare', 'verify', 'evidence', 'learn', 'review'])
      await test.step(`in ${screen}`, async () => {
        await workbench.open(`#/${screen}`)
        await expect(page).toHaveTitle(new RegExp(`^${screen} `, 'i'))
        await main.locator(':scope > :not(h1, template)').first().waitFor()
        expect(await faults(page, isBoth), screen).toEqual([])
        const example = main.getByRole('button', { name: /^Begin with / })
        if ((await example.count()) > 0) {
          await example.click()
          await expect(page.getByRole('region', { name: 'Verdict' }).getByRole('heading')).toHaveText(/^Allowed/)
          expect(await faults(page, isBoth), `${screen}, with an example`).toEqual([])
        }
        // Where there is least room: with everything open that can be, as the fields of a decision.
        const closed = main.locator('details:not([open])')
        if (size.width < 1440 && (await closed.count()) > 0) {
          await closed.evaluateAll((all) => all.forEach((each) => each.setAttribute('open', '')))
          expect(await faults(page, false), `${screen}, all open`).toEqual([])
        }
        // Each part of the screen that has a tab of its own.
        for (const tab of await main.getByRole('tab').all()) {
          await tab.click()
          await expect(tab).toHaveAttribute('aria-selected', 'true')
          expect(await faults(page, isBoth), `${screen}, ${(await tab.textContent()) ?? ''}`).toEqual([])
        }
      })
  })
}

test('the audit finds what is wrong', async ({ workbench, page }) => {
  await workbench.open()
  await page.getByRole('main').evaluate((main) => {
    // By script: the page's policy lets in no style attribute.
    const put = (style: string, words: string): void => {
      const box = document.createElement('div')
      box.style.cssText = `position:absolute;left:40px;width:9rem;background:white;color:black;${style}`
      box.innerHTML = `<p>${words}</p>`
      main.append(box)
    }
    put('top:300px', 'on top')
    put('top:304px', 'below it')
    put('top:400px;overflow:hidden;white-space:nowrap;width:2rem', 'far too long')
    put('top:500px;color:rgb(140,140,140)', 'hardly there')
    put('top:600px;left:auto;right:-3rem', 'beyond the edge of the window')
    put(
      'top:560px',
      '<svg width="90" height="20"><rect width="90" height="20" fill="navy"/><text x="5" y="15" fill="black">night</text></svg>',
    )
  })

  const found = await auditTexts(page)

  for (const fault of [
    /"on top" lies on "below it"/,
    /"far too long" is cut off/,
    /"hardly there" is too faint: 3\.\d/,
    /"beyond the edge.*" is cut off/,
    /"night" is too faint/,
  ])
    expect(found.join('\n')).toMatch(fault)
})
