import { Fragment } from 'react'

/** A symbol of the machine's, which may be broken behind an underscore and nowhere else. */
export function Symbol({ text }: { readonly text: string }) {
  const parts = text.split('_')
  return parts.map((part, i) => (
    // The parts of a symbol have no identity but their place.
    <Fragment key={i}>
      {part}
      {i < parts.length - 1 ? (
        <>
          _<wbr />
        </>
      ) : null}
    </Fragment>
  ))
}
