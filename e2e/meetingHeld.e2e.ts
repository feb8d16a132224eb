import { deflateRawSync } from 'node:zlib'
import type { Browser, Page } from '@playwright/test'
import { savedSpecs } from './commandLine.ts'
import { freePort, startRelay, wireOf } from './relay.ts'
import { expect, test } from './test.ts'

/** Seven clauses of each of two specifications, as an agenda in a link. */
function agendaLink(): { readonly link: string; readonly agenda: readonly string[] } {
  const [one, two] = Object.entries(savedSpecs().specs)
  const agenda = [one, two].flatMap((entry) =>
    entry === undefined
      ? []
      : Object.keys(entry[1].clauses)
          .slice(0, 7)
          .map((clause) => `${entry[0]} ${clause}`),
  )
  const view = {
    format: 'aftercancel/view@1',
    scenario: { format: 'aftercancel/scenario@1', spec: one?.[0], steps: [] },
    screen: 'review',
    place: { meeting: { agenda, minutes: 2 } },
  }
  return { link: `./#${deflateRawSync(JSON.stringify(view)).toString('base64url')}`, agenda }
}

async function browserOf(browser: Browser, baseURL: string, room: string, name: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1920, height: 1080 },
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  await context.addInitScript(
    ([relay, author]) => {
      localStorage.setItem('aftercancel/hints', '')
      localStorage.setItem('aftercancel/relay', relay)
      localStorage.setItem('aftercancel/review-author', author)
    },
    [room, name] as const,
  )
  return context.newPage()
}

const meeting = (page: Page, clause: string) =>
  page.getByRole('region', { name: `Meeting, clause ${clause}`, exact: true })

/** With the remote's key alone: on, through everything that is to be read of it, to the next clause. */
async function onFrom(page: Page, clause: string): Promise<void> {
  for (let press = 0; press < 60 && (await meeting(page, clause).isVisible()); press++)
    await page.keyboard.press('PageDown')
}

test('two browsers hold a meeting of fourteen clauses with the keys of a remote; its minutes are whole', async ({
  browser,
  baseURL,
}) => {
  const port = await freePort()
  const relay = await startRelay(port)
  const { link, agenda } = agendaLink()
  expect(agenda).toHaveLength(14)
  try {
    const room = `ws://127.0.0.1:${port}/fourteen`
    const [chair, far] = [
      await browserOf(browser, baseURL ?? '', room, 'Ada'),
      await browserOf(browser, baseURL ?? '', room, 'Ben'),
    ]
    const wire = await wireOf(far, port)
    for (const page of [chair, far]) {
      await page.goto(link)
      await page.getByRole('button', { name: /in the room/ }).waitFor()
    }
    for (const [i, item] of agenda.entries()) {
      const clause = item.split(' ')[1] ?? ''
      await expect(meeting(chair, clause)).toBeVisible()
      // For a while one of them is away; it goes on by itself.
      if (i === 5) {
        await wire.cut()
        await far.getByRole('button', { name: /relay away/ }).waitFor()
      }
      if (i >= 5 && i < 9) await chair.keyboard.press('1')
      else await expect(meeting(far, clause)).toBeVisible()
      if (i < 5 || i >= 9) await far.keyboard.press('2')
      if (i === 7) await far.keyboard.press('3')
      if (i === 9) await expect(far.getByText(`10 / ${agenda.length}`)).toBeVisible()
      if (i === 8) {
        wire.mend()
        await far.getByRole('button', { name: 'Together: 2, in the room' }).waitFor()
        await expect(meeting(far, clause)).toBeVisible()
      }
      if (i < agenda.length - 1) await onFrom(chair, clause)
    }

    // The same minutes in both: every decision of either, also of the time when one was away.
    const decided = async (page: Page): Promise<readonly string[]> => {
      await page.keyboard.press('Escape')
      const rows = page.getByRole('navigation', { name: 'Clauses' })
      await rows.waitFor()
      await page.emulateMedia({ media: 'print' })
      const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ')
      await page.emulateMedia({ media: null })
      return text.match(/(Keep|Leave open|Ask the authors|Fix the text|Reading chosen)[^.]{0,40}/g) ?? []
    }
    const [own, other] = [await decided(chair), await decided(far)]
    expect(own.length).toBeGreaterThan(agenda.length)
    expect(other).toEqual(own)
    await chair.pdf({ path: test.info().outputPath('minutes.pdf'), preferCSSPageSize: true })
  } finally {
    relay.kill()
  }
})
