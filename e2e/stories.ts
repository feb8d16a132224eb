import { test } from '@playwright/test'
import type { Workbench } from './pages/workbench.ts'

type Story = (title: string, body: () => Promise<void>) => Promise<void>

/** Opens the page once for several stories: each is a step of the test, and begins with the scenario that the page opens with. */
export async function openForStories(workbench: Workbench): Promise<Story> {
  await workbench.open()
  const opening = await workbench.ask((api) => api.scenario())
  let isOpening = true
  return (title, body) =>
    test.step(title, async () => {
      if (!isOpening) await workbench.load(opening)
      isOpening = false
      await body()
    })
}
