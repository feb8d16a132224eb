/** Pixels of a rem, as large as the reader has set the letters of the browser. */
export const remPixels = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
