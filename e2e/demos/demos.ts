import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseDemo, type Demo, type DemoStep, type places } from '#formats/demo.ts'
import type { Locator } from '@playwright/test'
import type { Stage } from './stage.ts'

export interface NamedDemo extends Demo {
  readonly id: string
}

/** Reads a demo from its file. @throws Error with the place, where it is none. */
export function readDemo(path: string): NamedDemo {
  const read = parseDemo(readFileSync(path, 'utf8'))
  if (!read.ok) throw new Error(`${path}: ${read.error}`)
  return { ...read.value, id: basename(path).replace(/(\.demo)?\.json$/, '') }
}

/** The demos of the project. */
export const demos: readonly NamedDemo[] = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.demo.json'))
  .map((name) => readDemo(join(import.meta.dirname, name)))

function placeOf({ page, workbench }: Stage, place: (typeof places)[number]): Locator {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
  switch (place) {
    case 'answer':
      return workbench.inspector.answer
    case 'milestones':
      return workbench.inspector.milestones
    case 'ribbon':
      return region('Outcome ribbon')
    case 'timeline':
      return region('Timeline')
    case 'sentence':
      return workbench.sentence
    case 'scenario':
      return workbench.scenario.root
    case 'statements':
      return region('Statements')
  }
}

/** A caption with what the run comes to in the place of names in braces. */
async function filled({ workbench }: Stage, text: string): Promise<string> {
  if (!text.includes('{')) return text
  const specs = await workbench.ask((api) => api.specs())
  const { spec } = await workbench.ask((api) => api.scenario())
  const { cancel, milestones } = await workbench.ask((api) => api.outcome())
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (name === 'title') return specs[spec]?.title ?? spec
    if (name === 'code') return cancel?.code ?? 'nothing'
    const tick = milestones[name]
    return ['issued', 'accepted', 'noticed', 'stopped', 'settled', 'released'].includes(name)
      ? tick === undefined
        ? 'never'
        : `at ${tick}`
      : whole
  })
}

/** Opens a built-in scenario as a person would, by its tab and its name. */
async function open(stage: Stage, spec: string, scenario: string | undefined): Promise<void> {
  const known = (await stage.workbench.ask((api) => api.specs()))[spec]
  if (known === undefined) throw new Error(`there is no specification ${spec}`)
  await stage.press(stage.workbench.tab(known.title))
  if (scenario === undefined) return
  const title = known.scenarios.find(({ id }) => id === scenario)?.title
  if (title === undefined) throw new Error(`${spec} has no scenario ${scenario}`)
  await stage.workbench.pickScenario(title)
}

/** What goes on while something is near. */
const said: readonly DemoStep['do'][] = ['say', 'still', 'pause', 'zoom', 'point']

async function perform(stage: Stage, step: DemoStep): Promise<void> {
  const { workbench, page } = stage
  if (!said.includes(step.do)) await stage.leave()
  switch (step.do) {
    case 'open':
      return open(stage, step.spec, step.scenario)
    case 'load':
      return workbench.load({ format: 'aftercancel/scenario@1', ...step.scenario })
    case 'say':
      return stage.say(await filled(stage, step.text))
    case 'sayRun':
      return stage.sayRun()
    case 'point':
      return stage.point(placeOf(stage, step.at))
    case 'zoom':
      return stage.zoom(step.at === undefined ? null : placeOf(stage, step.at))
    case 'cancel':
      return stage.dragCancelTo(step.at)
    case 'knob': {
      const { knobs, ...rest } = await workbench.ask((api) => api.scenario())
      return workbench.load({ ...rest, knobs: { ...knobs, [step.name]: step.value } })
    }
    case 'seek':
      await page.evaluate(`window.aftercancel.seek(${step.tick})`)
      return stage.beat(400)
    case 'play':
      return stage.play()
    case 'screen': {
      const name = `${step.screen.charAt(0).toUpperCase()}${step.screen.slice(1)}`
      return stage.press(page.getByRole('link', { name, exact: true }))
    }
    case 'key':
      await page.keyboard.press(step.key)
      return stage.beat(400)
    case 'pause':
      return stage.rest(step.seconds * 1000)
    case 'still':
      return stage.still(step.name)
  }
}

/** A demo from its first card to its last. What it opens first is open before anybody sees anything. */
export async function play(stage: Stage, demo: NamedDemo, film: () => Promise<unknown>): Promise<void> {
  await stage.open(demo.title)
  const [first, ...rest] = demo.steps
  const isOpening = first?.do === 'open' || first?.do === 'load'
  if (first !== undefined && isOpening) await stage.atOnce(() => perform(stage, first))
  // The first picture is the card, with what the demo is about behind it.
  await stage.card(demo.title, film)
  for (const step of isOpening ? rest : demo.steps) await perform(stage, step)
  await stage.zoom(null)
  await stage.card(demo.ending ?? 'Aftercancel')
  stage.end()
}
