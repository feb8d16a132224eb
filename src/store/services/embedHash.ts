import type { Theme } from '../lab/lab.ts'

/** What stands behind the page's address for a frame: the theme, and what a link has behind its #. */
export const embedAddress = /^#embed(?:-(light|dark))?\/(.*)$/

export const isEmbedded = (hash: string): boolean => embedAddress.test(hash)

/** @param hash As a link has it, with its #. */
export const embedHash = (hash: string, theme: Theme): string =>
  `#embed${theme === 'system' ? '' : `-${theme}`}/${hash.replace(/^#/, '')}`
