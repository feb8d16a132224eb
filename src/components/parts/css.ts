/** Class names of a CSS module, joined; those that are not there are left out. */
export const css = (...names: readonly (string | undefined | false)[]): string => names.filter(Boolean).join(' ')
