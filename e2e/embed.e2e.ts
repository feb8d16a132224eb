import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { auditTexts } from './audit/audit.ts'
import { barriersInBothThemes } from './audit/barriers.ts'
import { expect, test } from './test.ts'

test('a frame in another page: the run alone, at a height that fits, under a policy that allows frames only', async ({
  workbench,
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await workbench.open()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: /^Frame for a page/ }).click()
  await expect(page.getByText('The frame is in the clipboard, as HTML.')).toBeVisible()
  const code = await page.evaluate(() => navigator.clipboard.readText())

  const wiki = await context.newPage()
  await wiki.setViewportSize({ width: 1280, height: 900 })
  await wiki.route('**/wiki', (route) =>
    route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': `default-src 'none'; frame-src ${baseURL ?? ''}` },
      body: `<!doctype html><html lang="en"><title>A wiki</title><h1>A wiki</h1>${code}</html>`,
    }),
  )
  await wiki.goto('./wiki')
  const frame = wiki.frameLocator('iframe')
  await expect(frame.getByRole('region', { name: 'Outcome ribbon' })).toBeVisible()
  await expect(wiki.locator('iframe')).toHaveAttribute('title', 'MI_Operation_Cancel: Over for you, not for the server')
  await expect(frame.getByRole('banner').or(frame.getByRole('navigation'))).toHaveCount(0)
  // All of it is seen without scrolling; a fraction of a pixel is rounded in two ways.
  await expect
    .poll(() =>
      frame.getByRole('main').evaluate((main) => {
        const scroll = main.children[1]
        return scroll === undefined ? null : scroll.scrollHeight - scroll.clientHeight
      }),
    )
    .toBeLessThanOrEqual(1)
  // The flag can be dragged, and it can be as it was.
  const flag = frame.getByRole('slider', { name: 'Cancel instant' })
  const before = (await flag.getAttribute('aria-valuenow')) ?? (await flag.inputValue())
  await flag.focus()
  await wiki.keyboard.press('ArrowRight')
  await expect(frame.locator('[data-part="sentence"]')).not.toContainText(`Cancel at ${before} `)
  await frame.getByRole('button', { name: 'As it was' }).click()
  await expect(frame.locator('[data-part="sentence"]')).toContainText(`Cancel at ${before} `)
  const address = (await wiki.locator('iframe').getAttribute('src')) ?? ''
  const link = await frame.getByRole('link', { name: 'Open in Aftercancel' }).getAttribute('href')
  await wiki.goto(link ?? '')
  await expect(wiki.getByRole('navigation', { name: 'Screens' })).toBeVisible()
  const alone = await context.newPage()
  await alone.goto(address)
  await expect(alone.getByRole('main')).toBeVisible()
  expect(await barriersInBothThemes(alone)).toEqual([])
  // A damaged one says so.
  const damaged = await context.newPage()
  await damaged.goto('./#embed/abc')
  await expect(damaged.getByRole('alert')).toContainText('The link is damaged')
})

test('the exported page is the real player, offline and in both themes', async ({ workbench, page, browser }, info) => {
  await workbench.open()
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Page that plays it offline, HTML' }).click()
  const path = info.outputPath('run.html')
  await (await download).saveAs(path)
  // The size that the README states.
  expect(readFileSync(path).byteLength).toBeLessThan(1_200_000)

  const context = await browser.newContext({
    offline: true,
    colorScheme: 'dark',
    viewport: { width: 1280, height: 800 },
  })
  const offline = await context.newPage()
  const said: string[] = []
  offline.on('console', (message) => said.push(message.text()))
  offline.on('pageerror', (error) => said.push(error.message))
  await offline.goto(pathToFileURL(path).href)
  await expect(offline.getByRole('region', { name: 'Outcome ribbon' })).toHaveAttribute('data-sweep', 'done')
  await expect(offline.locator('html')).toHaveAttribute('data-theme', 'dark')
  const sentence = offline.locator('[data-part="sentence"]')
  const told = (await sentence.textContent()) ?? ''
  const flag = offline.getByRole('slider', { name: 'Cancel instant' })
  const box = await flag.boundingBox()
  expect(box).not.toBeNull()
  if (box === null) return
  await offline.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await offline.mouse.down()
  await offline.mouse.move(box.x + box.width / 2 + 90, box.y + box.height / 2, { steps: 4 })
  await offline.mouse.up()
  await expect(sentence).not.toHaveText(told)
  await offline.getByRole('button', { name: 'As it was' }).click()
  await expect(sentence).toHaveText(told)
  await offline.emulateMedia({ colorScheme: 'light' })
  await expect(offline.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await auditTexts(offline)).toEqual([])
  expect(said).toEqual([])
  await context.close()
})
