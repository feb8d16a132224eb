import type { Browser, Page } from '@playwright/test'
import { freePort, startRelay, wireOf } from './relay.ts'
import { expect, test } from './test.ts'

/** @param relay null: no room is named yet. */
async function enter(browser: Browser, baseURL: string, relay: string | null, name: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1920, height: 1080 },
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
  })
  await context.addInitScript(
    ([room, author]) => {
      localStorage.setItem('aftercancel/hints', '')
      if (room !== null) localStorage.setItem('aftercancel/relay', room)
      localStorage.setItem('aftercancel/review-author', author)
    },
    [relay, name] as const,
  )
  return context.newPage()
}

const clauseOf = async (page: Page): Promise<string> =>
  (await page.getByRole('region', { name: /^Meeting, clause/ }).getAttribute('aria-label')) ?? ''

async function begin(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Meeting', exact: true }).click()
  await page.getByRole('button', { name: /the meeting$/ }).click()
  await page.getByRole('region', { name: /^Meeting, clause/ }).waitFor()
}

async function comment(page: Page, text: string): Promise<void> {
  await page.keyboard.press('c')
  await page.getByLabel('Comment', { exact: true }).fill(text)
  await page.getByRole('button', { name: 'Add the comment' }).click()
  await page.getByLabel('Comment', { exact: true }).waitFor({ state: 'detached' })
}

test('three browsers hold a meeting over a relay; two go away, write, and come back; so does the relay', async ({
  browser,
  baseURL,
}) => {
  const port = await freePort()
  let relay = await startRelay(port)
  const room = `ws://127.0.0.1:${port}/review`
  try {
    const [one, two, three] = [
      await enter(browser, baseURL ?? '', room, 'Ada'),
      await enter(browser, baseURL ?? '', room, 'Ben'),
      await enter(browser, baseURL ?? '', room, 'Cleo'),
    ]
    const pages = [one, two, three]
    const wires = [await wireOf(two, port), await wireOf(three, port)]
    for (const page of pages) {
      await page.goto('./#/review')
      await page.getByRole('button', { name: /^Together: \d, in the room/ }).waitFor()
    }
    await expect(one.getByRole('button', { name: 'Together: 3, in the room' })).toBeVisible()
    await test.step('the page can contact the relay that was named, and no other', async () => {
      const other = await freePort()
      const refused = await three.evaluate(
        (address) =>
          new Promise<string>((resolve) => {
            document.addEventListener('securitypolicyviolation', ({ blockedURI }) => resolve(blockedURI))
            try {
              new WebSocket(address).addEventListener('open', () => resolve('opened'))
            } catch {
              // Told by the event.
            }
          }),
        `ws://127.0.0.1:${other}/`,
      )
      expect(refused).toContain(String(other))
    })
    await one.getByRole('button', { name: 'Meeting', exact: true }).click()
    await one.getByLabel('Name of the meeting').fill('Review of today')
    await one.getByLabel('People, with commas between them').fill('Ada, Ben')
    await one.keyboard.press('Escape')
    await two.getByRole('button', { name: 'Meeting', exact: true }).click()
    await expect(two.getByLabel('Name of the meeting')).toHaveValue('Review of today')
    await two.getByLabel('People, with commas between them').press('End')
    await two.keyboard.type(', Cleo')
    await two.keyboard.press('Escape')
    await one.getByRole('button', { name: 'Meeting', exact: true }).click()
    await expect(one.getByLabel('People, with commas between them')).toHaveValue('Ada, Ben, Cleo')
    await one.keyboard.press('Escape')
    for (const page of pages) await begin(page)

    // Whoever turns to another clause turns all.
    const first = await clauseOf(one)
    while ((await clauseOf(one)) === first) await one.keyboard.press('PageDown')
    const second = await clauseOf(one)
    for (const page of pages) await expect(page.getByRole('region', { name: second, exact: true })).toBeVisible()

    // Two write in the same reason; the letters of one do not move the caret of the other.
    const reasonOf = (page: Page) =>
      page.getByRole('region', { name: /^Decision on/ }).getByRole('textbox', { name: 'Reason' })
    await reasonOf(one).fill('We agree')
    await expect(reasonOf(two)).toHaveValue('We agree')
    await reasonOf(two).press('End')
    await reasonOf(one).press('Home')
    await one.keyboard.type('Today ')
    await expect(reasonOf(two)).toHaveValue('Today We agree')
    await two.keyboard.type(' on it')
    await expect(reasonOf(one)).toHaveValue('Today We agree on it')
    await one.keyboard.type('and now ')
    for (const page of pages) await expect(reasonOf(page)).toHaveValue('Today and now We agree on it')
    for (const page of [one, two]) await page.keyboard.press('Escape')

    for (const wire of wires) await wire.cut()
    await reasonOf(two).press('End')
    await two.keyboard.type(', says Ben')
    await reasonOf(three).press('Home')
    await three.keyboard.type('Cleo thinks: ')
    for (const page of [two, three]) await page.keyboard.press('Escape')
    for (const page of [two, three]) await page.getByRole('button', { name: /relay away/ }).waitFor()
    for (const [page, name] of [
      [one, 'Ada'],
      [two, 'Ben'],
      [three, 'Cleo'],
    ] as const) {
      await comment(page, `Said by ${name}.`)
      await page.keyboard.press('v')
      await page.keyboard.press('1')
      await page.keyboard.press('v')
    }
    // Who is away goes on by itself, and turns nobody.
    while ((await clauseOf(three)) === second) await three.keyboard.press('PageDown')
    await expect(one.getByRole('region', { name: second, exact: true })).toBeVisible()

    for (const wire of wires) wire.mend()
    for (const page of pages) await page.getByRole('button', { name: 'Together: 3, in the room' }).waitFor()
    for (const page of pages) {
      await expect(page.getByRole('region', { name: second, exact: true })).toBeVisible()
      await expect(page.getByRole('region', { name: /^Decision on/ })).toContainText(/Votes3 · 0/)
      await expect(reasonOf(page)).toHaveValue('Cleo thinks: Today and now We agree on it, says Ben')
      for (const name of ['Ada', 'Ben', 'Cleo'])
        await expect(page.getByText(`Said by ${name}.`, { exact: true }).first()).toBeAttached()
    }

    // The relay goes away: nothing that was said goes with it, not even with the page; and who goes on with a reason in a page that was
    // loaded anew goes on with the same one.
    relay.kill()
    await one.getByRole('button', { name: /relay away/ }).waitFor()
    await reasonOf(one).press('End')
    await one.keyboard.type(', at last')
    await one.reload()
    await expect(one.getByText('Said by Cleo.', { exact: true }).first()).toBeAttached()
    await expect(one.getByText('3 comments', { exact: true })).toBeVisible()
    await expect(reasonOf(one)).toHaveValue('Cleo thinks: Today and now We agree on it, says Ben, at last')
    await reasonOf(one).press('End')
    await one.keyboard.type('.')
    await reasonOf(two).press('Home')
    await two.keyboard.type('Now ')
    relay = await startRelay(port)
    for (const page of pages)
      await expect(reasonOf(page)).toHaveValue('Now Cleo thinks: Today and now We agree on it, says Ben, at last.')
  } finally {
    relay.kill()
  }
})

test('a link names a room; nothing is contacted before somebody enters it', async ({ browser, baseURL }) => {
  const port = await freePort()
  const relay = await startRelay(port)
  const room = `ws://127.0.0.1:${port}/review`
  try {
    const one = await enter(browser, baseURL ?? '', room, 'Ada')
    await one.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await one.goto('./#/review')
    await one.getByRole('button', { name: /in the room/ }).click()
    await one.getByRole('button', { name: 'Copy link to the room' }).click()
    const link = await one.evaluate(() => navigator.clipboard.readText())
    await one.keyboard.press('Escape')
    await begin(one)
    const first = await clauseOf(one)
    while ((await clauseOf(one)) === first) await one.keyboard.press('PageDown')

    const two = await enter(browser, baseURL ?? '', null, 'Ben')
    const contacted: string[] = []
    two.on('websocket', (socket) => contacted.push(socket.url()))
    await two.goto(link)
    const asked = two.getByRole('dialog', { name: 'Enter this room?' })
    await expect(asked).toContainText(`ws://127.0.0.1:${port}`)
    expect(contacted).toEqual([])
    await expect(two.locator('meta[content^="connect-src"]')).toHaveAttribute('content', "connect-src 'self' ")
    await asked.getByRole('button', { name: `Enter room review at ws://127.0.0.1:${port}` }).click()
    // The one who leads may still turn a page.
    await expect.poll(async () => (await clauseOf(two)) === (await clauseOf(one))).toBe(true)
    expect(contacted).toEqual([room])
    await expect(one.getByRole('button', { name: 'Together: 2, in the room' })).toBeVisible()

    const three = await enter(browser, baseURL ?? '', null, 'Cleo')
    await three.goto(link.replace(encodeURIComponent('ws:'), encodeURIComponent('http:')))
    await expect(three.getByRole('alert')).toContainText('The link names no room')
  } finally {
    relay.kill()
  }
})

test('two pages of one browser are together without any relay', async ({ context, workbench, page }) => {
  await workbench.open('#/review')
  const other = await context.newPage()
  await other.goto('./#/review')
  await expect(page.getByRole('button', { name: 'Together: 2' })).toBeVisible()
  await begin(page)
  await begin(other)
  const first = await clauseOf(page)
  while ((await clauseOf(other)) === first) await other.keyboard.press('PageDown')
  await expect(page.getByRole('region', { name: await clauseOf(other), exact: true })).toBeVisible()
})
