/** How much of a window it goes on: the rest stays in view, so that the reader finds the place again. */
const share = 0.85

/**
 * Scrolls the part of the page that is being read (`data-read`) by almost its height: on (1) or back (-1). False, and nothing has
 * moved, where there is nothing more in that direction.
 */
export function scrollRead(page: Pick<Document, 'querySelectorAll'>, by: 1 | -1): boolean {
  return [...page.querySelectorAll<HTMLElement>('[data-read]')].some((field) => {
    const before = field.scrollTop
    field.scrollTop = before + by * field.clientHeight * share
    return Math.abs(field.scrollTop - before) > 1
  })
}
