import { test } from '../test.ts'
import { demos } from './demos.ts'
import { onStage, rehearsal, Stage } from './stage.ts'

/** `npm run demo`: each demo from beginning to end, with a video, stills and a transcript in demo/. */
for (const demo of demos)
  test(demo.title, async ({ page }) => {
    // On the stage somebody may pause for as long as there are questions.
    if (process.env['DEMO_STAGE'] === '1') test.setTimeout(0)
    const stage = new Stage(page, `demo/${demo.id}`, process.env['DEMO_PACE'] === 'rehearsal' ? rehearsal : onStage)
    await stage.open(demo.title)
    await demo.play(stage)
    stage.end()
    const video = page.video()
    await page.close()
    await video?.saveAs(`demo/${demo.id}/${demo.id}.webm`)
  })
