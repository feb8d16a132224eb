import { readFile } from 'node:fs/promises'
import { barriersInBothThemes } from './audit/barriers.ts'
import { auditTexts } from './audit/audit.ts'
import { Learn } from './pages/learn.ts'
import { expect, test } from './test.ts'
import type { Page } from '@playwright/test'

const headline = (page: Page) => page.getByRole('region', { name: 'Verdict' }).getByRole('heading')
const lines = (page: Page) => page.getByRole('region', { name: 'Line by line' })

/** One exchange of a HAR. */
const entry = (
  at: number,
  method: string,
  path: string,
  status: number,
  request: unknown,
  response: unknown,
): object => ({
  startedDateTime: new Date(Date.UTC(2026, 0, 1) + at).toISOString(),
  time: 10,
  request: {
    method,
    url: `https://vault.example/v1/${path}`,
    headers: [{ name: 'Authorization', value: 'Bearer secret-token' }],
    ...(request === null ? {} : { postData: { mimeType: 'application/json', text: JSON.stringify(request) } }),
  },
  response: { status, headers: [], content: { mimeType: 'application/json', text: JSON.stringify(response) } },
})
const har = (...entries: object[]): string =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'by hand', version: '1' }, entries } })
const name = 'operations/by-hand'
const begun = entry(0, 'POST', 'matters/m1:count', 200, {}, { name })
const cancelled = entry(60, 'POST', `${name}:cancel`, 200, {}, {})
const looked = (at: number, answer: object): object => entry(at, 'GET', name, 200, null, { name, ...answer })
const done = { done: true, error: { code: 1, message: 'cancelled' } }

test('a HAR made by hand is dropped, explained, read line by line, kept, saved and opened in Explore', async ({
  workbench,
  page,
}) => {
  await workbench.open()
  await workbench.dropFile('mine.har', har(begun, looked(30, {}), cancelled, looked(120, done)))

  await expect(page).toHaveTitle(/^Evidence /)
  await expect(headline(page)).toHaveText(/^Allowed: a run explains all \d+ lines\.$/)
  await expect(lines(page).getByRole('row').filter({ hasText: 'cancel(' })).toContainText('Client calls cancel')
  await expect(page.getByRole('complementary', { name: 'What it says' })).toContainText('A cancel is honoured')
  expect(await page.content()).not.toContain('secret-token')
  expect(await barriersInBothThemes(page)).toEqual([])
  for (const size of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size)
    // The picture is drawn anew for its new width.
    await expect.poll(() => auditTexts(page), `${size.width} pixels wide`).toEqual([])
  }
  await page.setViewportSize({ width: 1440, height: 900 })

  // By keyboard from line to line; the link holds the one that is selected.
  await lines(page).getByRole('button', { name: 'count()' }).click()
  await page.keyboard.press('ArrowDown')
  await expect(lines(page).locator('[aria-pressed=true]')).toHaveText(/^count → 200 OK/)

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save with its verdict' }).click()
  const saved = await readFile(await (await saving).path(), 'utf8')
  expect(JSON.parse(saved)).toMatchObject({
    format: 'aftercancel/evidence@1',
    name: 'mine.har',
    verdict: { verdict: 'allowed' },
  })
  expect(saved).not.toContain('secret-token')

  await page.getByRole('textbox', { name: 'Name of the recording' }).fill('Nightly')
  await page.getByRole('button', { name: 'Keep in this browser' }).click()
  await expect(workbench.notice).toHaveText('The recording is kept in this browser.')
  await page.reload()
  await expect(headline(page)).toHaveText(/^Allowed/)
  await expect(
    page.getByRole('navigation', { name: 'Recordings' }).getByRole('button', { name: /^Nightly/ }),
  ).toHaveAttribute('aria-current', 'true')

  const address = await workbench.link()
  await page.getByRole('button', { name: 'Open in Explore' }).click()
  // The address follows when everything has settled.
  await expect(page).not.toHaveURL(address)
  expect(await workbench.ask((api) => api.scenario().spec)).toBe('lro')
  expect(await workbench.ask((api) => api.outcome().cancel?.code)).toBe('OK')

  await page.goBack()
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(workbench.notice).toContainText('is removed')
  await expect(page.getByRole('region', { name: 'No recording is open' })).toBeVisible()
})

test('one that breaks a clause is refused with the line, and one that is broken with a sentence', async ({
  workbench,
  page,
}) => {
  await workbench.open('#/evidence')
  const observed = [
    { format: 'aftercancel/observation@1', spec: 'lro', unit: 'ms', title: 'An answer that nobody asked for' },
    { t: 0, kind: 'call', op: 'count', call: 'c', operation: 'o' },
    { t: 20, kind: 'return', op: 'count', call: 'c', operation: 'o', code: 'OK' },
    { t: 30, kind: 'return', op: 'cancel', call: 'x', operation: 'o', code: 'OK' },
  ]
  await workbench.dropFile('answer.jsonl', observed.map((line) => JSON.stringify(line)).join('\n'))
  await expect(headline(page)).toHaveText('Not allowed: no run has line 4.')
  await expect(page.getByRole('region', { name: 'Verdict' })).toContainText('The model would allow')
  expect(await barriersInBothThemes(page)).toEqual([])

  await workbench.dropFile('page.html', '<script>alert(1)</script>')
  await expect(workbench.notice).toContainText('page.html: expected an observation, a HAR,')
  await expect(headline(page)).toHaveText('Not allowed: no run has line 4.')
})

test('recordings that come with the page open by link, by pointer and by keyboard', async ({ workbench, page }) => {
  await workbench.open('#/evidence')
  await page.getByRole('button', { name: /^Begin with/ }).click()
  await expect(headline(page)).toHaveText(/^Allowed/)
  const first = await workbench.link()
  await expect(page).toHaveURL(first)
  const list = page.getByRole('navigation', { name: 'Recordings' })
  await list.locator('[aria-current=true]').focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  // Back leads to the first from an entry of the second, which is written when it has settled.
  await expect(page).not.toHaveURL(first)
  await page.goBack()
  await expect(page).toHaveURL(first)
  await expect(headline(page)).toHaveText(/^Allowed/)
})

test('a foreign file is shown as text or refused, and nothing leaves the page', async ({ workbench, page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('dialog', (dialog) => requests.push(`dialog ${dialog.message()}`))
  await workbench.open('#/evidence')
  // That of the file, and the narrower one of a page that nobody has let talk to others.
  const policies = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('content')?.trim()))
  expect(policies).toEqual(
    expect.arrayContaining([expect.stringContaining("default-src 'none'"), "connect-src 'self'"]),
  )
  expect(policies.join()).not.toContain('unsafe')

  const hostile = 'operations/<img src=https://evil.example/x onerror=alert(1)>\u202etxt.exe'
  const answer = { name: hostile, done: false, __proto__x: 1, metadata: { link: 'javascript:alert(2)' } }
  await workbench.dropFile(
    '<b>hostile</b>.har',
    har(entry(0, 'POST', 'matters/m1:count', 200, {}, answer), entry(30, 'GET', encodeURI(hostile), 200, null, answer)),
  )
  await expect(workbench.notice.or(headline(page).filter({ hasText: /^(Allowed|Not)/ })).first()).toBeVisible()
  await expect(page.locator('img, b:text-is("hostile")')).toHaveCount(0)
  await workbench.dropFile('proto.jsonl', '{"format":"aftercancel/observation@1","spec":"lro","__proto__":{"x":1}}')
  await expect(workbench.notice).toContainText('proto.jsonl: ')

  const own = new URL(page.url()).origin
  expect(
    requests.filter((url) => !url.startsWith(own) && !url.startsWith('data:') && !url.startsWith('blob:')),
  ).toEqual([])
})

test('a large file says that it is being read, and a cancel is heard at once', async ({ workbench, page }) => {
  // Whoever reads it does not begin before it is let in, however fast the machine is.
  let letIn = (): void => undefined
  const isLetIn = new Promise<void>((resolve) => (letIn = resolve))
  await page.route(/read\.worker/, async (route) => {
    await isLetIn
    await route.continue()
  })
  await workbench.open('#/evidence')
  await workbench.dropFile(
    'large.jsonl',
    `{"format":"aftercancel/observation@1","spec":"lro"}\n${'{"kind":"chatter"}\n'.repeat(50_000)}`,
  )
  await page.getByRole('heading', { name: 'Reading large.jsonl' }).waitFor()
  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Drop a recording here' })).toBeVisible()
  letIn()
  await workbench.dropFile('page.html', '<p>')
  await expect(workbench.notice).toContainText('page.html: expected an observation')
  await expect(page.getByRole('navigation', { name: 'Recordings' })).not.toContainText('large')
})

test('of several operations in one file the lines of one are shown, by key and by link', async ({
  workbench,
  page,
}) => {
  const one = { name: 'operations/one' }
  const two = { name: 'operations/two' }
  await workbench.open()
  await workbench.dropFile(
    'two.har',
    har(
      entry(0, 'POST', 'matters/m1:count', 200, {}, one),
      entry(20, 'POST', 'matters/m2:count', 200, {}, two),
      entry(60, 'POST', `${two.name}:cancel`, 200, {}, {}),
      entry(90, 'GET', one.name, 200, null, one),
      entry(120, 'GET', two.name, 200, null, { ...two, ...done }),
    ),
  )
  await expect(headline(page)).toHaveText(/^Allowed/)
  const rows = lines(page).locator('tbody tr')
  const cancels = rows.filter({ hasText: 'cancel' })
  const all = await rows.count()
  await expect(cancels.first()).toContainText(/2\s*cancel/)

  const chooser = lines(page).getByRole('button', { name: 'Lines of' })
  await expect(chooser).toHaveText('All 2 operations')
  await chooser.focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'All 2 operations' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: 'Operation 1: operations/one' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(chooser).toHaveText('Operation 1: operations/one')
  await expect(cancels).toHaveCount(0)
  const ofOne = await rows.count()

  // From line to line of the one operation; the link of the page holds it.
  await rows.getByRole('button', { name: 'count()' }).click()
  await page.keyboard.press('ArrowDown')
  await expect(rows.locator('[aria-pressed=true]')).toHaveText(/^count → 200 OK/)
  // A copied link is written at once.
  await workbench.link()
  await page.getByRole('button', { name: 'Keep in this browser' }).click()
  await expect(workbench.notice).toHaveText('The recording is kept in this browser.')
  await page.reload()
  await expect(chooser).toHaveText('Operation 1: operations/one')
  await expect(rows).toHaveCount(ofOne)
  expect(await barriersInBothThemes(page)).toEqual([])

  await chooser.click()
  await page.getByRole('option', { name: 'Operation 2: operations/two' }).click()
  await expect(cancels).not.toHaveCount(0)
  const ofTwo = await rows.count()
  expect(ofOne + ofTwo).toBe(all)
})

test('a lesson on a recording leads to the recording, after the answer', async ({ page }) => {
  const learn = new Learn(page)
  await learn.open()
  const lesson = page.getByRole('button', { name: /^Lesson \d+: A HAR of Google/ })
  await lesson.click()
  const link = page.getByRole('button', { name: 'lro/gax-cancel-not-honoured in Evidence' })
  await expect(link).toHaveCount(0)
  await learn.answer()
  await learn.reveal.click()
  const before = page.url()
  await link.click()
  await expect(headline(page)).toHaveText(/^Allowed: a run explains all \d+ lines\.$/)
  await expect(page.getByRole('article', { name: 'gax-cancel-not-honoured' })).toBeVisible()
  // The address follows when everything has settled.
  await expect(page).not.toHaveURL(before)
  await page.goBack()
  await expect(lesson).toHaveAttribute('aria-current', 'step')
})
