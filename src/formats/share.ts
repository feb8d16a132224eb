import { fromBase64Url, toBase64Url } from '#base/base64.ts'
import { err, ok, type Result } from '#base/result.ts'

/** A link holds at most this many characters after the `#`; browsers and chat programs cut longer ones. */
export const linkMax = 200_000
/** What a link may unpack to; a small link could otherwise fill the memory. */
const unpackedMax = 5 * 1024 * 1024

async function collected(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length
    if (length > limit) {
      await reader.cancel()
      throw new RangeError('too large')
    }
    chunks.push(part.value)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

/** Any JSON value as text that fits into a link: JSON, deflated, in the alphabet of URLs. */
export async function packLink(value: unknown): Promise<string> {
  const stream = new Blob([JSON.stringify(value)]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return toBase64Url(await collected(stream, unpackedMax))
}

/** The value in a link. The error says in one sentence what is wrong with it. */
export async function unpackLink(text: string): Promise<Result<unknown>> {
  if (text.length > linkMax) return err(`the link is longer than ${linkMax.toLocaleString('en')} characters`)
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return err('the link is damaged: it was cut short or changed on its way')
  try {
    const stream = new Blob([fromBase64Url(text)]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await collected(stream, unpackedMax))))
  } catch (error) {
    const why = error instanceof RangeError ? 'it unpacks to more than 5 MiB' : 'it was cut short or changed on its way'
    return err(`the link is damaged: ${why}`)
  }
}
