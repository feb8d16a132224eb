/** A text that one sees, where it stands. */
export interface ShownText {
  readonly words: string
  readonly element: Element
  /** What of it is in view, in pixels of the window. */
  readonly box: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  /** Whether something cuts a part of it off for good: it cannot be scrolled to, and neither an ellipsis nor a title says so. */
  readonly isCut: boolean
  /** Texts of the same surface must not lie on each other; another surface may pass below (a sheet, a head that stays). */
  readonly surface: Element
}

/** Every text that one sees at the moment. Runs in the page, on its own. */
export function shownTexts(root: Element): ShownText[] {
  const found: ShownText[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  interface Frame {
    readonly rect: DOMRect
    readonly style: CSSStyleDeclaration
    /** Whether it has no say in what is seen of its texts. */
    readonly isPlain: boolean
  }
  const frames = new Map<Element, Frame>()
  const frameOf = (of: Element): Frame => {
    const known = frames.get(of)
    if (known !== undefined) return known
    const style = getComputedStyle(of)
    const isPlain =
      style.overflow === 'visible' &&
      style.clipPath === 'none' &&
      style.position !== 'fixed' &&
      style.position !== 'sticky' &&
      !(of instanceof SVGSVGElement)
    const frame = { rect: isPlain ? new DOMRect() : of.getBoundingClientRect(), style, isPlain }
    frames.set(of, frame)
    return frame
  }
  const scrolls = /auto|scroll/
  const hides = /hidden|clip/
  const [wide, high] = [document.documentElement.clientWidth, document.documentElement.clientHeight]
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = (node.textContent ?? '').trim().replaceAll(/\s+/g, ' ')
    const element = node.parentElement
    if (words === '' || element === null || element.closest('title, style, script, noscript, template, desc') !== null)
      continue
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    // Words that go on in the next line are a box in each.
    const lines = element instanceof SVGElement ? [element.getBoundingClientRect()] : [...range.getClientRects()]
    for (const line of lines) if (line.width >= 1 && line.height >= 1) look(words, element, line)
  }
  return found

  function look(words: string, element: Element, whole: DOMRect): void {
    const box = { left: whole.left, right: whole.right, top: whole.top, bottom: whole.bottom }
    let surface: Element | null = null
    let isCut = false
    let isGone = false
    // What scrolls decides no more than its own direction: beyond it, the rest may still be cut.
    let free = { x: false, y: false }
    const isMeant = element.closest('[title]') !== null
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { style, rect: frame, isPlain } = frameOf(at)
      if (isPlain) continue
      if (frame.width <= 2 && (style.clipPath !== 'none' || hides.test(style.overflow))) isGone = true
      if (
        surface === null &&
        (at instanceof SVGSVGElement ||
          style.position === 'fixed' ||
          style.position === 'sticky' ||
          scrolls.test(style.overflow))
      )
        surface = at
      if (at === element && at instanceof SVGElement) continue
      const [x, y] = [style.overflowX, style.overflowY]
      const isEllipsis = (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') && isMeant
      if (scrolls.test(x)) free = { ...free, x: true }
      if (scrolls.test(y)) free = { ...free, y: true }
      if (hides.test(x) || scrolls.test(x)) {
        if (hides.test(x) && !free.x && !isEllipsis && (box.left < frame.left - 1.5 || box.right > frame.right + 1.5))
          isCut = true
        box.left = Math.max(box.left, frame.left)
        box.right = Math.min(box.right, frame.right)
      }
      if (hides.test(y) || scrolls.test(y)) {
        if (hides.test(y) && !free.y && !isEllipsis && (box.top < frame.top - 2.5 || box.bottom > frame.bottom + 2.5))
          isCut = true
        box.top = Math.max(box.top, frame.top)
        box.bottom = Math.min(box.bottom, frame.bottom)
      }
      if (style.position === 'fixed') break
    }
    if (isGone || box.right - box.left < 1 || box.bottom - box.top < 1) return
    if (!free.x && (box.left < -1 || box.right > wide + 1)) isCut = true
    if (!free.y && (box.top < -1 || box.bottom > high + 1)) isCut = true
    found.push({ words, element, box, isCut, surface: surface ?? root })
  }
}
