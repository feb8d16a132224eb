/** The timeline in other shapes: down a phone, and as a small picture. Apart from the large one, since the first screen needs neither. */

export { placeDown } from '#layout/timeline/down.ts'
export { placeMini } from '#layout/timeline/mini.ts'
