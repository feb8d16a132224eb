/** How one asks about another tick; it ends the hint where there is room, and is left out of a picture. */
export const howToAsk = ': press, or drag'
