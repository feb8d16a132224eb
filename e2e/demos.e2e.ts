import { readFile } from 'node:fs/promises'
import { demos } from './demos/demos.ts'
import { rehearsal, Stage } from './demos/stage.ts'
import { expect, test } from './test.ts'

test('a demo says what the page says, in a strip that covers nothing', async ({ page, workbench }, info) => {
  const demo = demos.find(({ id }) => id === 'across')
  if (demo === undefined) throw new Error('there is a demo of all five')
  const stage = new Stage(page, info.outputPath(demo.id), rehearsal)
  await stage.open(demo.title)
  await demo.play(stage)
  stage.end()
  const transcript = await readFile(info.outputPath(demo.id, 'transcript.md'), 'utf8')
  const { cancel, milestones } = await workbench.ask((api) => api.outcome())
  // The last specification is open still.
  expect(transcript).toContain(`cancelled at ${milestones['issued']}, answered ${cancel?.code}`)
  expect(transcript.match(/^!\[/gm)).toHaveLength(5)
  const [app, caption] = await Promise.all([
    page.locator('#root').boundingBox(),
    page.locator('#demo-caption').boundingBox(),
  ])
  expect((app?.y ?? 0) + (app?.height ?? 0)).toBeLessThanOrEqual(caption?.y ?? 0)
})

test('on the stage F9 stops before the next step, and goes on', async ({ page }, info) => {
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
})
