import { expect, type Page } from '@playwright/test'
import { everyCancel, type EveryCancelOptions, type Moment, type Told } from '#testing/everyCancel.ts'
import { plantedClient, plantedFaults, services, type Faults, type PlantedClient } from '#testing/planted.ts'
import { test, throughPage } from '#testing/playwright.ts'

// A page of somebody else's, whose requests are answered: no server is there.

const address = 'http://vault.invalid/'

declare global {
  interface Window {
    /** The client in the page. */
    planted: PlantedClient
  }
}

/** Opens a page with a client in it, which starts an operation. */
async function open(page: Page, faults: Faults): Promise<void> {
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Vault</title>' }))
  await page.goto(address)
  await page.evaluate(`(async () => {
    window.planted = await (${plantedClient.toString()})('', ${JSON.stringify(faults)})
  })()`)
}

/** What the page does with its cancel at a moment. */
async function use(page: Page, { cancel }: Moment, faults: Faults = {}): Promise<Told> {
  await open(page, faults)
  await cancel(() => page.evaluate(() => window.planted.cancel()))
  return page.evaluate(() => window.planted.told)
}

/** A page takes its time, on a busy machine more of it. */
const patient = (page: Page): EveryCancelOptions => ({ way: throughPage(page), idleMs: 1000, timeoutMs: 600_000 })

test.describe('the fixture', () => {
  test.use({ lroScenario: { knobs: { honoursCancel: 'late' } } })

  test('a page is answered from the model, and one that looks learns how the operation ended', async ({
    page,
    lro,
  }) => {
    await open(page, {})
    await page.evaluate(() => window.planted.cancel())

    expect(await page.evaluate(() => window.planted.told)).toBe('OK')
    expect(lro.outcome()).toMatchObject({ cancel: { code: 'OK' }, settle: { code: 'OK' } })
  })
})

for (const { name, ...scenario } of services.filter((service) => /deletes/.test(service.name)))
  test(`a page that is right passes at every moment of a cancel, ${name}`, async ({ page }) => {
    const { tried } = await everyCancel(scenario, (moment) => use(page, moment), patient(page))

    expect(tried.length).toBeGreaterThan(1)
  })

for (const { name, scenario, faults, what } of plantedFaults)
  test(`a page that ${name} is found`, async ({ page }) => {
    const trying = everyCancel(scenario, (moment) => use(page, moment, faults), patient(page))

    await expect(trying).rejects.toThrow(new RegExp(`at tick \\d+: ${what}`))
  })
