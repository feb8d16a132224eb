/** What stands on the page, as SVG that needs nothing of the page: the styles that it has are written into it. */

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
  'letter-spacing',
  'text-anchor',
  'visibility',
  'display',
]

const namespace = 'http://www.w3.org/2000/svg'

export interface Point {
  readonly x: number
  readonly y: number
}

const make = (page: Document, name: string, values: Readonly<Record<string, string | number>>): SVGElement => {
  const element = page.createElementNS(namespace, name)
  for (const [key, value] of Object.entries(values)) element.setAttribute(key, String(value))
  return element
}

/** A drawing with the styles that its parts have from the page. What is marked as not for export is left out. */
function drawing(svg: SVGSVGElement, at: Point): SVGElement {
  const clone = svg.cloneNode(true) as SVGSVGElement
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const copies = [clone, ...clone.querySelectorAll<SVGElement>('*')]
  const { width, height } = svg.getBoundingClientRect()
  originals.forEach((original, i) => {
    const style = getComputedStyle(original)
    for (const name of copied) copies[i]?.setAttribute(name, style.getPropertyValue(name))
    copies[i]?.setAttribute('font-variant', style.getPropertyValue('font-variant-numeric'))
    copies[i]?.removeAttribute('class')
    copies[i]?.removeAttribute('style')
  })
  for (const one of clone.querySelectorAll('[data-screen-only]')) one.remove()
  for (const [name, value] of Object.entries({ x: at.x, y: at.y, width, height }))
    clone.setAttribute(name, String(value))
  return clone
}

/** The words of a text, each where it stands. */
function words(text: Text, origin: Point, page: Document): SVGElement[] {
  const parent = text.parentElement
  if (parent === null) return []
  const style = getComputedStyle(parent)
  const size = Number.parseFloat(style.fontSize)
  const lines: { y: number; x: number; says: string; height: number }[] = []
  for (const { 0: word, index } of text.data.matchAll(/\S+\s*/g)) {
    const range = page.createRange()
    range.setStart(text, index)
    range.setEnd(text, index + word.trimEnd().length)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const last = lines.at(-1)
    if (last !== undefined && Math.abs(last.y - box.y) < 2) last.says += word
    else lines.push({ x: box.x, y: box.y, says: word, height: box.height })
  }
  return lines.map(({ x, y, says, height }) => {
    const element = make(page, 'text', {
      x: x - origin.x,
      y: y - origin.y + height / 2 + size * 0.35,
      fill: style.color,
      'font-family': style.fontFamily,
      'font-size': style.fontSize,
      'font-weight': style.fontWeight,
      'font-variant': style.fontVariantNumeric,
      // Without it a bold word is wider than on the page, and covers what stands behind it.
      'letter-spacing': style.letterSpacing,
    })
    element.textContent = says.trimEnd()
    return element
  })
}

const clear = /^(transparent|rgba\(.*, 0\))$/

/** A box that one sees: its ground and its edge. */
function box(element: Element, style: CSSStyleDeclaration, origin: Point, page: Document): SVGElement[] {
  const { x, y, width, height } = element.getBoundingClientRect()
  const edge = Number.parseFloat(style.borderTopWidth)
  const isEdged = edge > 0 && style.borderTopStyle !== 'none' && Number.parseFloat(style.borderLeftWidth) > 0
  if (clear.test(style.backgroundColor) && !isEdged) return []
  return [
    make(page, 'rect', {
      x: x - origin.x + edge / 2,
      y: y - origin.y + edge / 2,
      width: Math.max(0, width - edge),
      height: Math.max(0, height - edge),
      rx: Number.parseFloat(style.borderTopLeftRadius) || 0,
      fill: clear.test(style.backgroundColor) ? 'none' : style.backgroundColor,
      stroke: isEdged ? style.borderTopColor : 'none',
      'stroke-width': isEdged ? edge : 0,
    }),
  ]
}

/** Whatever an element shows, in the order in which it is painted; what is only for the screen or for screen readers is left out. */
export function drawn(element: Element, origin: Point): SVGElement[] {
  const page = element.ownerDocument
  if (element.matches('[data-screen-only], input, table')) return []
  const style = getComputedStyle(element)
  const place = element.getBoundingClientRect()
  if (style.display === 'none' || style.visibility === 'hidden' || Number(style.opacity) === 0) return []
  if (style.position === 'absolute' && place.width <= 1) return []
  if (element instanceof SVGSVGElement) return [drawing(element, { x: place.x - origin.x, y: place.y - origin.y })]
  const children = [...element.childNodes].flatMap((child) =>
    child instanceof Text ? words(child, origin, page) : child instanceof Element ? drawn(child, origin) : [],
  )
  return [...box(element, style, origin, page), ...children]
}
