/** The attribute that points to a description, or nothing where there is none. */
export const described = (id: string | undefined): { readonly 'aria-describedby'?: string } =>
  id === undefined ? {} : { 'aria-describedby': id }
