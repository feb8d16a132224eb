import type { Plugin } from 'vite'

/**
 * Styles that the widgets put into the page themselves, by the hash of their text. A browser says on its console what is missing
 * here, and every browser test fails on a word on the console.
 */
export const widgetStyles: readonly string[] = ['38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=']

const rules = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", ...widgetStyles.map((hash) => `'sha256-${hash}'`)],
  // A picture of the run is drawn from a blob of its own before it is saved.
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  // A relay that somebody names; the page itself narrows this to the one that was (src/store/live/relay.ts) before anything else is done.
  'connect-src': ["'self'", 'ws:', 'wss:'],
  'worker-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'object-src': ["'none'"],
}

const policy = Object.entries(rules)
  .map(([name, sources]) => [name, ...sources].join(' '))
  .join('; ')

/** Tells browsers what the built page may do: load what is its own, and nothing else. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'aftercancel:policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}
