/** What the audience sees besides the page: a caption in a strip below it, where it covers nothing, a card, and a pointer. Runs in the page. */
export function dress(): void {
  // The page's policy lets in no style element; a sheet that a script makes is not one.
  const style = new CSSStyleSheet()
  style.replaceSync(`
    html[data-zoomed]{overflow:hidden}
    html[data-zoomed] #demo-pointer{opacity:0}
    #root{height:calc(100% - 6.25rem);transform-origin:0 0}
    #demo-caption{position:fixed;inset:auto 0 0;display:grid;grid-template-columns:auto minmax(0,78rem);place-content:center;align-items:center;gap:1rem;
      box-sizing:border-box;height:6.25rem;padding:.5rem 1.5rem;background:#1b1d20;color:#faf9f6;font:400 1.6rem/1.35 var(--sans);z-index:9999;pointer-events:none}
    #demo-caption p{grid-column:2;text-align:center;text-wrap:balance}
    #demo-caption[data-paused]::before{content:"❚❚ F9";padding:.15rem .5rem;border:1px solid currentColor;border-radius:4px;font-size:.85rem}
    #demo-card{position:fixed;inset:0;display:none;place-content:center;gap:1rem;padding:4rem;background:#1b1d20;color:#faf9f6;z-index:10001;
      text-align:center;font:500 3.2rem/1.2 var(--sans)}
    #demo-card[data-shown]{display:grid}
    #demo-card::after{content:"Aftercancel: what really happens after you cancel";font:400 1.3rem/1.4 var(--sans);opacity:.75}
    #demo-pointer{position:fixed;left:0;top:0;width:22px;height:22px;z-index:10000;pointer-events:none;will-change:transform;transition:opacity .2s}
    #demo-pointer[data-down]::before{content:"";position:absolute;left:-17px;top:-18px;width:36px;height:36px;border:4px solid #b3401b;border-radius:50%}`)
  document.adoptedStyleSheets.push(style)
  const caption = document.createElement('div')
  caption.id = 'demo-caption'
  caption.append(document.createElement('p'))
  const pointer = document.createElement('div')
  pointer.id = 'demo-pointer'
  pointer.innerHTML =
    '<svg viewBox="0 0 22 22"><path d="M3 2l6 17 2.6-6.9L18.500 9.500z" fill="#111" stroke="#fff" stroke-width="1.500" stroke-linejoin="round"/></svg>'
  const card = document.createElement('div')
  card.id = 'demo-card'
  document.body.append(caption, pointer, card)
  document.addEventListener(
    'mousemove',
    (event) => (pointer.style.transform = `translate(${event.clientX - 3}px, ${event.clientY - 2}px)`),
    true,
  )
  // A press is seen from afar, also where nothing else tells of it.
  document.addEventListener('pointerdown', () => pointer.toggleAttribute('data-down', true), true)
  document.addEventListener('pointerup', () => setTimeout(() => pointer.removeAttribute('data-down'), 350), true)
  // On the stage: F9 stops before the next step, and goes on.
  document.addEventListener('keydown', (event) => {
    if (event.key === 'F9') caption.toggleAttribute('data-paused')
  })
}

/**
 * Brings a part of the page near; of the body: all of it is seen again. The page itself is drawn larger, so letters stay sharp; nothing in it is
 * laid out anew. Whoever wants no motion sees none. Runs in the page.
 */
export async function bringNear(part: Element, duration: number): Promise<void> {
  const root = document.getElementById('root')
  if (root === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const from = root.style.transform === '' ? 'none' : root.style.transform
  root.style.transform = 'none'
  const area = { width: innerWidth, height: root.offsetHeight }
  const box = part.getBoundingClientRect()
  const fits = Math.min((area.width * 0.92) / box.width, (area.height * 0.8) / box.height)
  const scale = Math.min(2, Math.max(1, fits))
  // The part in the middle, as far as no edge of the page comes into view.
  const shift = (all: number, middle: number): number =>
    Math.round(Math.min(0, Math.max(all - all * scale, all / 2 - middle * scale)))
  const [x, y] = [shift(area.width, box.x + box.width / 2), shift(area.height, box.y + box.height / 2)]
  const to = scale > 1 ? `translate(${x}px, ${y}px) scale(${scale})` : 'none'
  root.style.transform = to === 'none' ? '' : to
  document.documentElement.toggleAttribute('data-zoomed', to !== 'none')
  if (duration > 0 && from !== to)
    await root.animate([{ transform: from }, { transform: to }], { duration, easing: 'cubic-bezier(.4,0,.2,1)' })
      .finished
}
