import type { Scenario } from '#kernel/model.ts'

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

/** The name of a file of this run, without its ending. */
export const fileName = ({ spec, title }: Pick<Scenario, 'spec' | 'title'>): string =>
  [spec, slug(title)].filter((part) => part !== '').join('-')
