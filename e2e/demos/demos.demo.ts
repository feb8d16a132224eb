import { test } from '../test.ts'
import { demos, play, readDemo } from './demos.ts'
import { onStage, rehearsal, Stage } from './stage.ts'

const file = process.env['DEMO_FILE']
const isOnStage = process.env['DEMO_STAGE'] === '1'
const size = { width: 1920, height: 1080 }

/** `npm run demo`: each demo from beginning to end, with a video, stills and a transcript in demo/. */
for (const demo of file === undefined ? demos : [readDemo(file)])
  test(demo.title, async ({ page }) => {
    // On the stage somebody may pause for as long as there are questions.
    if (isOnStage) test.setTimeout(0)
    const folder = `demo/${demo.id}`
    const stage = new Stage(page, folder, process.env['DEMO_PACE'] === 'rehearsal' ? rehearsal : onStage)
    const isFilmed = process.env['DEMO_VIDEO'] === '1' && !isOnStage
    await play(stage, demo, async () => {
      if (!isFilmed) return
      // Its marks of actions would stop the pointer at each step of its way; the stage marks presses itself.
      await page.screencast.start({ path: `${folder}/${demo.id}.webm`, size })
    })
    if (isFilmed) await page.screencast.stop()
    // The window stays for what is asked afterwards.
    if (isOnStage) await page.waitForEvent('close', { timeout: 0 })
  })
