/** The page of one run: the player that is built beside our page, filled with a run as data. */

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Data that stands in an element and cannot end it. */
const inElement = (data: unknown): string => JSON.stringify(data).replaceAll('<', '\\u003c')

/** @param player The page with its two places. @param run The view of the run, and where it can be opened. */
export const filledPlayer = (
  player: string,
  title: string,
  run: { readonly view: Record<string, unknown>; readonly home: string },
): string =>
  player
    // The places are filled by functions, for a text may hold what a replacement takes for a sign; the last one first.
    .replace('__RUN__', () => inElement(run))
    .replace('__TITLE__', () => escaped(title))

/** A frame for another page or a wiki: no script and no style, so that no policy of that page refuses it. `height` in pixels. */
export const frameCode = (address: string, title: string, height: number): string =>
  `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" frameborder="0" loading="lazy"></iframe>`
