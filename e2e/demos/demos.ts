import { stories, type Story } from './stories.ts'
import type { Stage } from './stage.ts'

export interface Demo {
  readonly id: string
  readonly title: string
  readonly play: (stage: Stage) => Promise<void>
}

/** Opens a specification by its function's name, and one of its scenarios. */
async function openScenario(stage: Stage, story: Story): Promise<void> {
  await stage.press(stage.workbench.tab(story.api))
  await stage.workbench.pickScenario(story.scenario)
}

/** One specification: what its run does, the cancel at other moments, and why the call answers as it does. */
function demoOf(story: Story): Demo {
  return {
    id: story.id,
    title: `${story.api}: ${story.scenario}`,
    async play(stage) {
      const { workbench, page } = stage
      await openScenario(stage, story)
      await stage.say(story.question)
      await stage.sayRun()
      await stage.still('run')
      await stage.point(workbench.inspector.answer)
      const { cancel } = await workbench.ask((api) => api.outcome())
      await stage.say(
        cancel === null
          ? 'This cancel has no call that could return anything.'
          : `The call returned ${cancel.code}. On the right: every check that led to it, in order.`,
      )
      await stage.still('why')
      for (const { tick, because } of story.moments) {
        await stage.dragCancelTo(tick)
        await stage.say(because)
        await stage.sayRun()
        await stage.still(`cancel-at-${tick}`)
      }
      await stage.press(workbench.transport.last)
      await stage.point(page.getByRole('region', { name: 'Outcome ribbon' }))
      await stage.say(
        'The ribbon is the same question asked for every tick at which the cancel could come. None is skipped.',
      )
      await stage.still('ribbon')
    },
  }
}

/** All five in a row: the same story, and what each of them leaves behind. */
const across: Demo = {
  id: 'across',
  title: 'Five specifications, one word',
  async play(stage) {
    const { workbench } = stage
    await stage.say('Five specifications have a cancel. Each opens with a cancel half-way.')
    for (const story of stories) {
      await stage.press(workbench.tab(story.api))
      const { cancel, milestones } = await workbench.ask((api) => api.outcome())
      const stopped =
        milestones['stopped'] === undefined ? 'nothing has stopped' : `the work stops at ${milestones['stopped']}`
      await stage.say(
        `${story.api}: cancelled at ${milestones['issued']}, answered ${cancel?.code ?? 'nothing'}; ${stopped}.`,
      )
      await stage.still(story.id)
    }
    await stage.say('Asking is not stopping.')
  },
}

export const demos: readonly Demo[] = [...stories.map(demoOf), across]
