/** Ticks since the cancel, with their sign. */
export const since = (after: number): string => (after > 0 ? `+${after}` : after < 0 ? `−${-after}` : '0')
