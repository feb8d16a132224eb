import { readFile } from 'node:fs/promises'
import type { APIRequestContext } from '@playwright/test'
import { running } from './commandLine.ts'
import { expect, test } from './test.ts'

const scenario = {
  format: 'aftercancel/scenario@1',
  spec: 'lro',
  title: 'Late after all',
  knobs: { honoursCancel: 'late' },
  steps: [
    { at: 0, do: 'count' },
    { at: 160, do: 'cancel' },
  ],
}

test('a run is served: the command and a test of somebody’s own client are there to copy', async ({
  workbench,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await workbench.open()
  await page.evaluate(`window.aftercancel.load(${JSON.stringify(scenario)})`)
  await page.keyboard.press('Control+k')
  // Faster than the palette is there.
  await page.keyboard.type('serve this run')
  await page.getByRole('menuitem', { name: /^Serve this run/ }).waitFor()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog', { name: 'Serve this run' })

  await expect(sheet.getByRole('region', { name: 'The command' })).toContainText(
    'npx aftercancel serve lro --port 8085 --scenario lro-late-after-all.json',
  )
  await sheet.getByRole('button', { name: 'Copy: A test of your own client' }).click()
  await expect(page.getByText('It is in the clipboard.')).toBeVisible()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`"honoursCancel": "late"`)
  expect(copied).toContain('everyCancel(scenario')
})

/** A client that starts an operation, cancels it and looks, against a server on virtual time. */
async function startCancelLook(request: APIRequestContext, url: string): Promise<void> {
  const advance = (ticks: number) => request.post(`${url}/aftercancel/advance`, { data: { ticks } })
  const ask = async (name: string, method: string, path: string): Promise<void> => {
    const answered = request.fetch(url + path, { method })
    // Time goes when the request is there.
    await expect(async () =>
      expect(await (await request.get(`${url}/aftercancel/trace`)).text()).toContain(`"do":"${name}"`),
    ).toPass()
    await advance(20)
    expect((await answered).status()).toBe(200)
  }
  await ask('count', 'POST', '/v1/matters/1:count')
  await ask('cancel', 'POST', '/v1/operations/1:cancel')
  await advance(100)
  await ask('get', 'GET', '/v1/operations/1')
}

test('what a server has recorded opens in Evidence, as a HAR and as an observation, and is allowed', async ({
  workbench,
  page,
  request,
}, info) => {
  const file = info.outputPath('seen.har')
  const serve = ['scripts/aftercancel.mjs', 'serve', 'lro', '--virtual', '--record', file]
  const server = running(process.execPath, serve)
  const url = /http:\/\/[^/]+/.exec(await server.first)?.[0] ?? ''
  await startCancelLook(request, url)
  const observation = await (await request.get(`${url}/aftercancel/observation`)).text()
  expect(await server.stop()).toBe(0)

  await workbench.open()
  for (const [name, text] of [
    ['seen.har', await readFile(file, 'utf8')],
    ['seen.jsonl', observation],
  ] as const) {
    await workbench.dropFile(name, text)
    await expect(page).toHaveTitle(/^Evidence /)
    const recording = page.getByRole('article', { name })
    await expect(recording.getByRole('region', { name: 'Verdict' }).getByRole('heading')).toHaveText(
      'Allowed: a run explains all 7 lines.',
    )
    await expect(recording.getByRole('region', { name: 'Line by line' })).toContainText('cancel → 200 OK')
    await expect(recording.getByRole('region', { name: 'What was seen, and the run that explains it' })).toBeVisible()
  }
})
