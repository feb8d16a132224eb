import { readFileSync } from 'node:fs'
import { expect, test } from './test.ts'

test('a run is told sentence by sentence, forward and back, and one stays where one was', async ({
  page,
  workbench,
}) => {
  await workbench.open()
  await page.getByRole('button', { name: 'Tell it' }).click()
  const story = page.getByRole('dialog', { name: 'The run, told step by step' })
  const sentence = story.locator('[aria-live=polite]')
  await expect(sentence).toContainText('0')
  await expect(story.locator('[data-part=future]')).toHaveCSS('opacity', '0.17')
  const first = await sentence.textContent()
  await page.keyboard.press('PageDown')
  await expect(sentence).not.toHaveText(first ?? '')
  await page.keyboard.press('PageUp')
  await expect(sentence).toHaveText(first ?? '')
  // By itself it goes on to the next milestone, and stands there.
  await story.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(story.getByRole('button', { name: 'Continue' })).toBeVisible({ timeout: 20_000 })
  const tick = Number(((await sentence.textContent()) ?? '').match(/^\d+/)?.[0])
  expect(tick).toBeGreaterThan(0)
  await page.keyboard.press('Escape')
  await expect(story).toHaveCount(0)
  await expect(page.getByRole('slider', { name: 'Playhead' })).toHaveValue(String(tick))
})

test('a told run can be saved as a film, which plays', async ({ page, workbench, context }) => {
  await workbench.open()
  // A short run: the film takes as long as it lasts.
  await workbench.ask((api) =>
    api.load({
      format: 'aftercancel/scenario@1',
      spec: 'even6',
      steps: [{ at: 0, do: 'registerControllableOperation' }],
    }),
  )
  await page.getByRole('button', { name: 'Tell it' }).click()
  const story = page.getByRole('dialog', { name: 'The run, told step by step' })
  const sentences = await story.getByRole('list', { name: 'Sentences' }).getByRole('listitem').count()
  const download = page.waitForEvent('download')
  await story.getByRole('button', { name: 'Film, WebM' }).click()
  await expect(story.getByRole('button', { name: 'Stop filming' })).toBeVisible()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/\.webm$/)
  const bytes = readFileSync(await file.path())
  const player = await context.newPage()
  const played = await player.evaluate(async (data) => {
    const video = document.createElement('video')
    video.muted = true
    video.src = `data:video/webm;base64,${data}`
    await new Promise((resolve, reject) => {
      video.addEventListener('loadeddata', resolve)
      video.addEventListener('error', () => reject(new Error(video.error?.message)))
    })
    // How long it is stands at its end, since it was recorded while it went on.
    video.currentTime = 1e9
    await new Promise((resolve) => video.addEventListener('seeked', resolve))
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const pen = canvas.getContext('2d')
    pen?.drawImage(video, 0, 0)
    const pixels = pen?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    const dark = pixels.filter((value: number, i: number) => i % 4 === 0 && value < 100).length
    return { width: video.videoWidth, seconds: video.currentTime, dark }
  }, bytes.toString('base64'))
  expect(played.width).toBeGreaterThanOrEqual(1280)
  expect(played.seconds).toBeGreaterThan(sentences * 2.5 - 1)
  // The sentence and the picture are in it.
  expect(played.dark).toBeGreaterThan(500)
})
