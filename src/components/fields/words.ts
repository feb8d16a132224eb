export { spaced as inWords } from '#base/spaced.ts'
