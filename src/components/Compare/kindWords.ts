import type { Match } from '#store/compare/pair.ts'

/** Shape before colour: what the signs say. */
export const kindWords: Readonly<Record<Match['kind'], string>> = {
  same: 'the same',
  moved: 'moved',
  changed: 'changed',
  onlyLeft: 'only left',
  onlyRight: 'only right',
}
