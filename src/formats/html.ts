/** What a page that plays one run on its own needs; nothing of it is loaded from elsewhere. */
export interface Playable {
  readonly title: string
  /** The run in words. */
  readonly sentence: string
  /** The timeline, with all styles in it, and where its time area begins and ends. */
  readonly svg: string
  readonly left: number
  readonly right: number
  readonly from: number
  readonly to: number
  /** The events in words, by tick. */
  readonly events: readonly { readonly t: number; readonly text: string }[]
  /** The scenario file, to go on with. */
  readonly scenario: string
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** One self-contained HTML page: the picture, a playhead that runs over it, and the events up to the playhead. */
export function playablePage(run: Playable): string {
  const data = JSON.stringify({
    left: run.left,
    right: run.right,
    from: run.from,
    to: run.to,
    ticks: run.events.map(({ t }) => t),
  }).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(run.title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1d20; background: #fff; max-width: 80rem }
  figure { margin: 1rem 0; position: relative; overflow-x: auto } svg { display: block }
  #head { position: absolute; top: 0; bottom: 0; width: 2px; background: #1b1d20 }
  .bar { display: flex; gap: 1rem; align-items: center } input { flex: 1 }
  li[hidden] { display: none } output { font-variant-numeric: tabular-nums; min-width: 6rem }
</style>
<main>
<h1>${escaped(run.title)}</h1>
<p>${escaped(run.sentence)}</p>
<figure aria-label="Timeline">${run.svg}<div id="head"></div></figure>
<div class="bar"><button id="play" type="button">Play</button><input id="tick" type="range" min="${run.from}" max="${run.to}" value="${run.to}" aria-label="Playhead"><output id="now"></output></div>
<ol>${run.events.map(({ t, text }) => `<li>${t} ${escaped(text)}</li>`).join('')}</ol>
<details><summary>The scenario</summary><pre>${escaped(run.scenario)}</pre></details>
</main>
<script>
  const run = ${data}
  const input = document.getElementById('tick'), head = document.getElementById('head'), now = document.getElementById('now'), button = document.getElementById('play')
  const items = [...document.querySelectorAll('ol > li')]
  let began = null
  function show() {
    const tick = Number(input.value)
    head.style.left = run.left + (tick - run.from) * (run.right - run.left) / (run.to - run.from) + 'px'
    now.textContent = 'tick ' + Math.round(tick)
    items.forEach((item, i) => { item.hidden = run.ticks[i] > tick })
  }
  function frame(time) {
    if (began === null) return
    began ??= time
    input.value = String(run.from + (time - began) * 40 / 1000)
    show()
    if (Number(input.value) >= run.to) stop(); else requestAnimationFrame(frame)
  }
  function stop() { began = null; button.textContent = 'Play' }
  button.addEventListener('click', () => {
    if (began !== null) return stop()
    button.textContent = 'Pause'
    const start = Number(input.value) >= run.to ? run.from : Number(input.value)
    requestAnimationFrame((time) => { began = time - (start - run.from) * 1000 / 40; frame(time) })
  })
  input.addEventListener('input', () => { stop(); show() })
  show()
</script>
</html>
`
}
