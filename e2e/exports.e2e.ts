import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './test.ts'

/** Takes the run away in a form, as a reader would, and returns what was saved. */
async function saved(page: Page, form: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: form }).click()
  const file = await download
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) }
}

test('a picture that is asked for while the run is still being drawn is waited for', async ({ workbench, page }) => {
  // What draws the run on a phone is fetched when it is needed; here it takes its time.
  let draw = (): void => undefined
  const held = new Promise<void>((resolve) => (draw = resolve))
  await page.route(/Phone-[^/]*\.js$/, async (route) => {
    await held
    await route.continue()
  })
  await workbench.open()
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('region', { name: 'Timeline' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Picture, SVG' }).click()
  draw()
  expect((await download).suggestedFilename()).toMatch(/\.svg$/)
})

test('each form is read by what would read it', async ({ workbench, page }) => {
  await workbench.open()
  await page.evaluate('window.aftercancel.seek(271)')
  const svg = await saved(page, 'Picture, SVG')
  const parsed = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
    return { name: root.nodeName, texts: root.querySelectorAll('text').length }
  }, svg.bytes.toString())
  expect(parsed.name).toBe('svg')
  expect(parsed.texts).toBeGreaterThan(10)
  // It can be put on a slide: the title, the sentence, the cancel's pill, the commands, the axis, the ribbon.
  const cancel = await workbench.ask((api) => api.scenario().steps.find((step) => step.do === 'cancel')?.at ?? -1)
  const said = await page.evaluate(
    (text) =>
      [...new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('text')].map(
        (each) => each.textContent,
      ),
    svg.bytes.toString(),
  )
  for (const words of ['Over for you, not for the server', `cancel ${cancel}`, 'close', 'Cancel returns', 'at work'])
    expect(said.filter((each) => each?.includes(words)).length, words).toBeGreaterThan(0)
  expect(said.join(' ')).toContain(`Cancel at ${cancel}`)
  // What is of use on the screen alone is left out, also where time flows down: how to drag, and where the playhead is.
  expect(said.join(' ')).not.toContain('drag')
  expect(said).not.toContain('271')
  await page.setViewportSize({ width: 390, height: 844 })
  const narrow = await saved(page, 'Picture, SVG')
  expect(narrow.bytes.toString()).not.toContain('>271<')
  expect(narrow.bytes.toString()).toContain(`>${cancel}<`)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Ribbon: yes' }).click()
  const bare = await saved(page, 'Picture, SVG')
  expect(bare.bytes.toString()).not.toContain('Cancel returns')

  const png = await saved(page, 'Picture, PNG')
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')

  const trace = await saved(page, 'Trace, JSON Lines')
  expect(
    trace.bytes
      .toString()
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind?: string }).kind ?? 'header')
      .at(-1),
  ).toBe('end')

  const scenario = await saved(page, 'Scenario, JSON')
  expect(JSON.parse(scenario.bytes.toString())).toEqual(await workbench.ask((api) => api.scenario()))

  const mermaid = await saved(page, 'Sequence diagram, Mermaid')
  expect(mermaid.bytes.toString().startsWith('sequenceDiagram')).toBe(true)
})

test('what was done in Explore runs as a Playwright test of its own', async ({ workbench, page, baseURL }, info) => {
  await workbench.open()
  const { name, bytes } = await saved(page, 'Playwright test')
  const folder = info.outputPath('generated')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), bytes)
  const { executablePath, args } = info.project.use.launchOptions ?? {}
  writeFileSync(
    join(folder, 'playwright.config.mjs'),
    `export default { testDir: '.', outputDir: './out', workers: 1, reporter: 'line', use: { launchOptions: ${JSON.stringify({ executablePath, args })} } }\n`,
  )
  const cli = join(process.cwd(), 'node_modules', '@playwright', 'test', 'cli.js')
  const ran = spawnSync(process.execPath, [cli, 'test', '--config', join(folder, 'playwright.config.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, AFTERCANCEL_URL: baseURL },
  })
  expect(`${ran.stdout}${ran.stderr}`).toContain('1 passed')
})
