import { readFile } from 'node:fs/promises'
import { specificationIds } from './commandLine.ts'
import { demos, play, readDemo } from './demos/demos.ts'
import { glide } from './demos/glide.ts'
import { rehearsal, Stage } from './demos/stage.ts'
import { expect, test } from './test.ts'

test('a demo says what the page says, in a strip that covers nothing', async ({ page, workbench }, info) => {
  const demo = demos.find(({ id }) => id === 'across')
  if (demo === undefined) throw new Error('there is a demo of all specifications')
  const stage = new Stage(page, info.outputPath(demo.id), rehearsal)
  let filmed: unknown = null
  await play(stage, demo, async () => {
    filmed = await page.locator('#demo-card').textContent()
  })
  const transcript = await readFile(info.outputPath(demo.id, 'transcript.md'), 'utf8')
  const { cancel, milestones } = await workbench.ask((api) => api.outcome())
  // The last specification is open still.
  expect(filmed).toBe(demo.title)
  expect(transcript).toContain(`cancelled at ${milestones['issued']}, answered ${cancel?.code}`)
  expect(transcript.match(/^!\[/gm)).toHaveLength(specificationIds.length)
  expect(demo.steps.flatMap((step) => (step.do === 'open' ? [step.spec] : []))).toEqual(specificationIds)
  const [app, caption] = await Promise.all([
    page.locator('#root').boundingBox(),
    page.locator('#demo-caption').boundingBox(),
  ])
  expect((app?.y ?? 0) + (app?.height ?? 0)).toBeLessThanOrEqual(caption?.y ?? 0)
})

test('what is recorded in the page is a demo that plays the same again', async ({ page, workbench }, info) => {
  await workbench.open()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('Record a demo')
  await page.getByRole('menuitem', { name: /^Record a demo/ }).waitFor()
  await page.keyboard.press('Enter')
  const bar = page.getByRole('region', { name: 'Recording of a demo' })
  await workbench.scenario.setTick('Cancel the operation', 90)
  const caption = bar.getByLabel('Caption')
  await caption.fill('Earlier: answered {code}.')
  await caption.press('Enter')
  await expect(caption).toHaveValue('')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    bar.getByRole('button', { name: 'Save the demo' }).click(),
  ])
  const before = await workbench.ask((api) => api.outcome())
  const path = info.outputPath('mine.demo.json')
  await download.saveAs(path)
  const stage = new Stage(page, info.outputPath('mine'), rehearsal)
  await play(stage, readDemo(path), () => Promise.resolve())
  expect(await workbench.ask((api) => api.outcome())).toEqual(before)
  const transcript = await readFile(info.outputPath('mine', 'transcript.md'), 'utf8')
  expect(transcript).toContain(`Earlier: answered ${before.cancel?.code}.`)
})

test('a pointer glides as long on a slow machine as on a fast one', async () => {
  const went = async (frame: number): Promise<{ readonly took: number; readonly moves: readonly number[] }> => {
    let now = 0
    const moves: number[] = []
    await glide({ x: 100, y: 0 }, { x: 500, y: 0 }, 600, {
      now: () => now,
      move: (x) => Promise.resolve(void moves.push(x)),
      frame: () => Promise.resolve(void (now += frame)),
    })
    return { took: now, moves }
  }
  const [fast, slow] = [await went(10), await went(150)]
  expect([fast.took, slow.took]).toEqual([600, 600])
  for (const { moves } of [fast, slow]) {
    expect(moves.at(-1)).toBe(500)
    expect(moves).toEqual(moves.toSorted((a, b) => a - b))
  }
  expect(slow.moves).toHaveLength(5)
})

test('on the stage F9 stops before the next step; what is spoken of comes near', async ({ page }, info) => {
  const stage = new Stage(page, info.outputPath('stage'), rehearsal)
  await stage.open('A pause')
  await page.keyboard.press('F9')
  const caption = page.locator('#demo-caption')
  let isSaid = false
  const saying = stage.say('Wait for it.').then(() => (isSaid = true))
  await expect(caption).toHaveText('Wait for it.')
  await expect(caption).toHaveAttribute('data-paused', '')
  expect(isSaid).toBe(false)
  await page.keyboard.press('F9')
  await saying
  await expect(caption).not.toHaveAttribute('data-paused')

  // Whoever wants no motion sees none; else the ribbon fills more of the window, above the caption, until something is pressed.
  const ribbon = page.getByRole('region', { name: 'Outcome ribbon' })
  const place = async (): Promise<readonly number[]> => {
    const { x, y, width, height } = (await ribbon.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    return [x, y, width, height].map(Math.round)
  }
  await ribbon.scrollIntoViewIfNeeded()
  const before = await place()
  await stage.zoom(ribbon)
  await expect.poll(place).toEqual(before)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await stage.zoom(ribbon)
  const [x = 0, y = 0, width = 0, height = 0] = await place()
  expect(width).toBeGreaterThan((before[2] ?? 0) * 1.1)
  expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
  expect(x + width).toBeLessThanOrEqual(1280)
  expect(y + height).toBeLessThanOrEqual((await caption.boundingBox())?.y ?? 0)
  await stage.press(stage.workbench.transport.play)
  await expect.poll(place).toEqual(before)
})
