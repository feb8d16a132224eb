import type { ShownText } from './texts.ts'

/** How much lighter a text is than what is really behind it, or the other way round: 1 to 21. Runs in the page, on its own. */
export function contrastOf({ element, box }: ShownText): number {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number]
  interface Shape {
    readonly shape: SVGGeometryElement
    readonly frame: DOMRect
    readonly colour: Colour
    /** From the window to where the shape is drawn. */
    readonly inside: DOMMatrix | undefined
  }
  /** Shapes are asked for with every text of their picture; whoever begins a new audit throws them away. */
  const kept = globalThis as {
    auditColours?: Map<string, Colour>
    auditShapes?: Map<SVGSVGElement, Shape[]>
    auditGrounds?: Map<Element, Colour>
    auditOpacities?: Map<Element, number>
  }
  const memory = (kept.auditColours ??= new Map<string, Colour>())
  const pictures = (kept.auditShapes ??= new Map<SVGSVGElement, Shape[]>())
  const grounds = (kept.auditGrounds ??= new Map<Element, Colour>())
  const opacities = (kept.auditOpacities ??= new Map<Element, number>())
  const colourOf = (text: string): Colour => {
    const known = memory.get(text)
    if (known !== undefined) return known
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (pen === null) throw new Error('there is a canvas')
    pen.fillStyle = text
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data
    const colour: Colour = [red, green, blue, alpha / 255]
    memory.set(text, colour)
    return colour
  }
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (a: number, b: number): number => a * top[3] + b * (1 - top[3])
    return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1]
  }
  const faded = (colour: Colour, opacity: number): Colour => [colour[0], colour[1], colour[2], colour[3] * opacity]
  const opacityOf = (at: Element): number => {
    const known = opacities.get(at)
    if (known !== undefined) return known
    const opacity = Number(getComputedStyle(at).opacity)
    opacities.set(at, opacity)
    return opacity
  }
  /** Product of the opacities up to an element that has the background. */
  const opacityTo = (from: Element, end: Element | null): number => {
    let product = 1
    for (let at: Element | null = from; at !== null && at !== end; at = at.parentElement) product *= opacityOf(at)
    return product
  }
  const light = ([red, green, blue]: Colour): number => {
    const linear = (value: number): number =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
  const pageBehind = (from: Element | null): Colour => {
    if (from === null) return colourOf('white')
    const before = grounds.get(from)
    if (before !== undefined) return before
    const layer = colourOf(getComputedStyle(from).backgroundColor)
    const opaque = layer[3] === 0 ? layer : faded(layer, opacityTo(from, null))
    const ground = opaque[3] > 0.999 ? opaque : over(opaque, pageBehind(from.parentElement))
    grounds.set(from, ground)
    return ground
  }
  const svg = element.closest('svg')
  const style = getComputedStyle(element)
  const isDrawn = svg !== null
  const shapesOf = (picture: SVGSVGElement): Shape[] => {
    const known = pictures.get(picture)
    if (known !== undefined) return known
    const shapes = [...picture.querySelectorAll<SVGGeometryElement>('rect, path, circle, polygon')].flatMap(
      (shape): Shape[] => {
        const look = getComputedStyle(shape)
        // A pattern leaves most of what is below it to be seen; text on it has a plate.
        if (
          look.fill === 'none' ||
          look.fill.startsWith('url') ||
          shape.closest('defs, pattern, clipPath') !== null ||
          !shape.checkVisibility()
        )
          return []
        return [
          {
            shape,
            frame: shape.getBoundingClientRect(),
            inside: shape.getScreenCTM()?.inverse(),
            colour: faded(colourOf(look.fill), Number(look.fillOpacity) * opacityTo(shape, picture)),
          },
        ]
      },
    )
    pictures.set(picture, shapes)
    return shapes
  }
  /** What the picture shows at a point below the text. */
  const behind = (x: number, y: number): Colour => {
    if (svg === null) return pageBehind(element)
    let colour = pageBehind(svg.parentElement)
    for (const { shape, frame, inside, colour: own } of shapesOf(svg)) {
      if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) continue
      if ((shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) === 0) break
      if (inside !== undefined && shape.isPointInFill(new DOMPoint(x, y).matrixTransform(inside)))
        colour = over(own, colour)
    }
    return colour
  }
  // Letters with a halo stand on their halo.
  const hasHalo =
    isDrawn &&
    style.paintOrder.startsWith('stroke') &&
    style.stroke !== 'none' &&
    Number.parseFloat(style.strokeWidth) > 1.5
  const middle = (box.top + box.bottom) / 2
  const points = isDrawn && !hasHalo ? [box.left + 2, (box.left + box.right) / 2, box.right - 2] : [box.left]
  const ratios = points.map((x) => {
    const ground = hasHalo ? colourOf(style.stroke) : behind(x, middle)
    const ink = over(
      faded(
        colourOf(isDrawn ? style.fill : style.color),
        opacityTo(element, null) * (isDrawn ? Number(style.fillOpacity) : 1),
      ),
      ground,
    )
    const [a, b] = [light(ink), light(ground)]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  })
  return Math.min(...ratios)
}
