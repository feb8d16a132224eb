import { drawn } from './drawn.ts'

/** Pictures a second. Drawing one can take a tenth of a second; where it takes longer, the film is slower than it should be. */
const rate = 8
/** The film is at least so wide, in pixels. */
const leastWidth = 1280
const type = 'video/webm'

export const canFilm = (): boolean => typeof MediaRecorder !== 'undefined' && MediaRecorder.isTypeSupported(type)

/** An element as an image: what is written and drawn in it, on its ground. */
async function imageOf(stage: Element): Promise<HTMLImageElement> {
  const { x, y, width, height } = stage.getBoundingClientRect()
  const root = stage.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'svg')
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` }))
    root.setAttribute(name, String(value))
  root.append(...drawn(stage, { x, y }))
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(root))}`
  await image.decode()
  return image
}

const until = (time: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, time - performance.now())))

/**
 * A film of an element, recorded as long as it lasts. `show` brings about what is to be seen after so many milliseconds; false: it is over.
 * null where it was stopped.
 */
export async function filmOf(
  stage: Element,
  show: (time: number) => boolean,
  isStopped: () => boolean,
): Promise<Blob | null> {
  const { width, height } = stage.getBoundingClientRect()
  const scale = Math.max(1, leastWidth / width)
  const canvas = stage.ownerDocument.createElement('canvas')
  // Coders want even numbers.
  canvas.width = Math.round((width * scale) / 2) * 2
  canvas.height = Math.round((height * scale) / 2) * 2
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('a canvas can be drawn on')
  const ground = getComputedStyle(stage.ownerDocument.documentElement).getPropertyValue('--surface')
  const recorder = new MediaRecorder(canvas.captureStream(rate), { mimeType: type, videoBitsPerSecond: 4_000_000 })
  const parts: Blob[] = []
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve))
  let due = performance.now()
  for (let frame = 0; !isStopped() && show((frame * 1000) / rate); frame++) {
    // What was brought about is drawn by then.
    await until(due)
    // However late this one is, the next comes no sooner: pictures that catch up would fly past.
    due = performance.now() + 1000 / rate
    const image = await imageOf(stage)
    pen.fillStyle = ground
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    if (recorder.state === 'inactive') recorder.start()
  }
  await until(due)
  if (recorder.state === 'inactive') return null
  recorder.stop()
  await ended
  return isStopped() ? null : new Blob(parts, { type })
}
