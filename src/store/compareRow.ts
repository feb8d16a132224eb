/** The picture of a row, for the page. */
export { placeRow, rowEdges } from '#layout/story/place.ts'
