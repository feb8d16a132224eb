/** The picture of a row, for the page. */
export { placeRow, rowEdges, type RowView } from '#layout/story/place.ts'
