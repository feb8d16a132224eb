import { filledPlayer, frameCode } from '#formats/html.ts'
import { mermaidOf } from '#formats/mermaid.ts'
import { perfettoOf } from '#formats/perfetto.ts'
import { playwrightTest } from '#formats/playwright.ts'
import { scenarioText } from '#formats/scenario.ts'
import { shivizOf } from '#formats/shiviz.ts'
import { traceLines } from '#formats/trace.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import { addressOf, viewOf } from '../lab/links.ts'
import { embedHash } from '../services/embedHash.ts'
import { drawn } from './drawn.ts'
import { exportForms, usualPicture, type ExportForm, type PictureOptions } from './exportForms.ts'
import type { LabState } from '../lab/lab.ts'

/** The page that an export fills could not be fetched. */
export class NoPlayer extends Error {}

/** What the picture takes over, as attributes: a style would be stopped by the page's policy, and by that of whoever shows it. */
interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** White around a picture, and between its parts, in pixels. */
const margin = 24
const gap = 12
const titleSize = 20

const timelineOf = (page: Document): Element | null => page.querySelector('section[aria-label="Timeline"]')

/** Looks for the picture of a screen that shows one, and how long between them, in milliseconds. */
const looks = 60
const between = 50

/** Settles when the run is drawn: a page that has just been opened, or turned into that of a phone, is still at it. */
async function whenDrawn(page: Document): Promise<void> {
  for (let look = 0; look < looks && (timelineOf(page)?.querySelector('svg') ?? null) === null; look++)
    await new Promise((resolve) => setTimeout(resolve, between))
}

/** The run as it stands on the page: title, sentence, legend, timeline with its commands, and the ribbon if it is wanted. */
function pictureOf(page: Document, title: string, hasRibbon: boolean): Picture | null {
  const find = (name: string): Element | null => page.querySelector(`section[aria-label="${name}"]`)
  const timeline = timelineOf(page)
  if (timeline === null) return null
  const sentence = page.querySelector('[data-part="sentence"]')
  const ribbon = hasRibbon ? find('Outcome ribbon') : null
  const parts = [sentence, timeline, ribbon].filter((part) => part !== null)
  const width = Math.max(...parts.map((part) => part.getBoundingClientRect().width)) + 2 * margin
  const root = page.createElementNS('http://www.w3.org/2000/svg', 'svg')
  const colour = (name: string): string => getComputedStyle(page.documentElement).getPropertyValue(name).trim()
  const put = (name: string, values: Readonly<Record<string, string | number>>): SVGElement => {
    const element = page.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, String(value))
    root.append(element)
    return element
  }
  put('rect', { width: '100%', height: '100%', fill: colour('--surface') })
  put('text', {
    x: margin,
    y: margin + titleSize * 0.8,
    fill: colour('--ink'),
    'font-family': getComputedStyle(page.body).fontFamily,
    'font-size': titleSize,
    'font-weight': 650,
  }).textContent = title
  let y = margin + titleSize + gap
  for (const part of parts) {
    const box = part.getBoundingClientRect()
    // Words begin where the title does, and the pole of the flag goes on from the timeline into the ribbon.
    const inset = part === sentence ? Number.parseFloat(getComputedStyle(part).paddingLeft) : 0
    if (part === ribbon) y -= gap
    root.append(...drawn(part, { x: box.x + inset - margin, y: box.y - y }))
    y += box.height + gap
  }
  const height = y - gap + margin
  for (const [name, value] of Object.entries({
    xmlns: 'http://www.w3.org/2000/svg',
    width: String(width),
    height: String(height),
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': title,
  }))
    root.setAttribute(name, value)
  const svg = new XMLSerializer().serializeToString(root)
  return { svg, width, height }
}

/** As the page would look in another theme, without anybody seeing it: nothing is painted in between. */
function inTheme<T>(page: Document, theme: PictureOptions['theme'], draw: () => T): T {
  const { dataset } = page.documentElement
  const before = dataset['theme']
  if (theme !== 'page') dataset['theme'] = theme
  try {
    return draw()
  } finally {
    if (before === undefined) delete dataset['theme']
    else dataset['theme'] = before
  }
}

/** Pixels of a picture, twice as many as on the screen. */
async function pixelsOf({ svg, width, height }: Picture): Promise<Blob | null> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

/** The page that plays a run on its own; it was built beside ours, and is filled here. */
async function pageOf(state: LabState, page: Document, title: string): Promise<string> {
  const player = await fetch(new URL('player.html', page.baseURI)).catch(() => null)
  if (player?.ok !== true) throw new NoPlayer('The player could not be loaded; is there a connection?')
  const view = viewOf({ ...state, screen: 'explore' })
  return filledPlayer(await player.text(), title, { view, home: await addressHere(state, page) })
}

async function addressHere(state: LabState, page: Document): Promise<string> {
  return `${page.location.href.split('#')[0] ?? ''}${await addressOf({ ...state, screen: 'explore' })}`
}

async function frameOf(
  state: LabState,
  page: Document,
  theme: PictureOptions['theme'],
  title: string,
): Promise<string> {
  const [at = '', hash = ''] = (await addressHere(state, page)).split('#')
  return frameCode(`${at}${embedHash(hash, theme === 'page' ? 'system' : theme)}`, title, frameHeight(page))
}

/** Pixels of what stands above and below the run in a frame. */
const frameEdges = 130
/** Pixels that most runs need. */
const usualHeight = 760

/** How high a frame has to be for all of the run to be seen: as high as it is here, its timeline as low as it can be. */
function frameHeight(page: Document): number {
  const timeline = timelineOf(page)
  const field = [...(timeline?.children ?? [])].find(
    (each) => getComputedStyle(each).getPropertyValue('--least') !== '',
  )
  const parts = [page.querySelector('[data-part="sentence"]'), timeline, ribbonOf(page)]
  if (field === undefined || parts.includes(null)) return usualHeight
  const heights = parts.map((part) => part?.getBoundingClientRect().height ?? 0)
  const spare =
    field.getBoundingClientRect().height - Number.parseFloat(getComputedStyle(field).getPropertyValue('--least'))
  return Math.ceil((heights.reduce((sum, height) => sum + height, frameEdges) - spare) / 10) * 10
}

const ribbonOf = (page: Document): Element | null => page.querySelector('section[aria-label="Outcome ribbon"]')

/** The run that one sees, in a form; null where the page shows no picture of it at the moment. */
export async function exported(
  form: ExportForm,
  state: LabState,
  page: Document,
  { theme, hasRibbon }: PictureOptions = usualPicture,
): Promise<Blob | null> {
  const { scenario } = state
  const { model } = specificationFor(scenario)
  const trace = traceOf(scenario)
  const { type } = exportForms.find(({ id }) => id === form) ?? exportForms[0]
  const text = (content: string): Blob => new Blob([content], { type })
  if (form === 'mermaid') return text(mermaidOf(model, trace))
  if (form === 'perfetto') return text(perfettoOf(model, trace))
  if (form === 'shiviz') return text(shivizOf(trace))
  if (form === 'trace') return text(`${traceLines(trace).join('\n')}\n`)
  if (form === 'scenario') return text(scenarioText(model, scenario))
  if (form === 'playwright')
    return text(playwrightTest(model, scenario, trace.outcome, page.location.href.split('#')[0] ?? ''))
  const title = `${specificationFor(scenario).document.title}: ${scenario.title || 'a run'}`
  if (form === 'html') return text(await pageOf(state, page, title))
  if (form === 'frame') return text(await frameOf(state, page, theme, title))
  if (state.screen === 'explore') await whenDrawn(page)
  const picture = inTheme(page, theme, () => pictureOf(page, title, hasRibbon))
  if (picture === null) return null
  if (form === 'svg') return text(picture.svg)
  return pixelsOf(picture)
}
