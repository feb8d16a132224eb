/** Ticks after the cancel, with the sign that they have in a table. */
export const signed = (ticks: number): string => (ticks < 0 ? `−${-ticks}` : `+${ticks}`)
