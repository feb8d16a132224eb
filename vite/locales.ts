import type { Plugin } from 'vite'

const messages = /\/node_modules\/react-(aria|stately|aria-components)\/.*\/intl\/.*\/(?!en-US)[a-z]{2}-[A-Z]{2}\.mjs$/

/** The page speaks English only, so the other languages of the widgets' few messages ("decrease", "dismiss") stay out of it. */
export function englishOnly(): Plugin {
  return {
    name: 'aftercancel:english-only',
    apply: 'build',
    load(id) {
      return messages.test(id) ? `export { default } from './en-US.mjs'` : null
    },
  }
}
