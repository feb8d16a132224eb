import { plainText } from '#analysis/sentence.ts'
import { wordsOf } from '#analysis/words.ts'
import { playablePage } from '#formats/html.ts'
import { mermaidOf } from '#formats/mermaid.ts'
import { playwrightTest } from '#formats/playwright.ts'
import { scenarioText } from '#formats/scenario.ts'
import { traceLines } from '#formats/trace.ts'
import { timeScale, xOf } from '#layout/scale.ts'
import { endOf, specificationFor, sentenceFor, traceOf, visibleSpan } from '../lab/derived.ts'
import { exportForms, type ExportForm } from './exportForms.ts'
import type { LabState } from '../lab/lab.ts'

const copied = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'stroke-linecap',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'font-variant-numeric',
  'visibility',
  'display',
]

interface Picture {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** The timeline as it stands on the page, with the styles that it has from the page written into it. */
function pictureOf(page: Document): Picture | null {
  const drawn = [...page.querySelectorAll<SVGSVGElement>('section[aria-label="Timeline"] svg')].toSorted(
    (a, b) => b.clientWidth * b.clientHeight - a.clientWidth * a.clientHeight,
  )[0]
  if (drawn === undefined) return null
  const clone = drawn.cloneNode(true) as SVGSVGElement
  const originals = [drawn, ...drawn.querySelectorAll<SVGElement>('*')]
  const copies = [clone, ...clone.querySelectorAll<SVGElement>('*')]
  originals.forEach((original, i) => {
    const style = getComputedStyle(original)
    copies[i]?.setAttribute('style', copied.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';'))
    copies[i]?.removeAttribute('class')
  })
  const { width, height } = drawn.getBoundingClientRect()
  const background = page.createElementNS('http://www.w3.org/2000/svg', 'rect')
  for (const [name, value] of Object.entries({
    width: '100%',
    height: '100%',
    fill: getComputedStyle(page.documentElement).getPropertyValue('--surface').trim(),
  }))
    background.setAttribute(name, value)
  clone.prepend(background)
  for (const [name, value] of Object.entries({
    xmlns: 'http://www.w3.org/2000/svg',
    width: String(width),
    height: String(height),
    viewBox: `0 0 ${width} ${height}`,
  }))
    clone.setAttribute(name, value)
  return { svg: new XMLSerializer().serializeToString(clone), width, height }
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

function pageOf(state: LabState, picture: Picture): string {
  const { scenario } = state
  const trace = traceOf(scenario)
  const { model, document: specification } = specificationFor(scenario)
  const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
  const scale = timeScale(visibleSpan(state), picture.width, unit)
  const to = Math.max(scale.from + 1, Math.min(scale.to, endOf(trace)))
  return playablePage({
    title: `${specification.title}: ${scenario.title || 'a run'}`,
    sentence: plainText(sentenceFor(scenario)),
    svg: picture.svg,
    from: scale.from,
    to,
    left: scale.left,
    right: xOf(scale, to),
    events: trace.events
      .filter(({ kind }) => kind !== 'clause' && kind !== 'end')
      .map((event) => ({ t: event.t, text: wordsOf(model, trace, event) })),
    scenario: scenarioText(model, scenario),
  })
}

/** The run that one sees, in a form; null where the page shows no picture of it at the moment. */
export async function exported(form: ExportForm, state: LabState, page: Document): Promise<Blob | null> {
  const { scenario } = state
  const { model } = specificationFor(scenario)
  const trace = traceOf(scenario)
  const { type } = exportForms.find(({ id }) => id === form) ?? exportForms[0]
  const text = (content: string): Blob => new Blob([content], { type })
  if (form === 'mermaid') return text(mermaidOf(model, trace))
  if (form === 'trace') return text(`${traceLines(trace).join('\n')}\n`)
  if (form === 'scenario') return text(scenarioText(model, scenario))
  if (form === 'playwright') return text(playwrightTest(model, scenario, trace.outcome))
  const picture = pictureOf(page)
  if (picture === null) return null
  if (form === 'svg') return text(picture.svg)
  if (form === 'png') return pixelsOf(picture)
  return text(pageOf(state, picture))
}
