import type { ReactNode } from 'react'
import { LabContext, PageContext } from '#store/services/context.ts'
import type { LabStore } from '#store/lab/lab.ts'
import type { Page } from '#store/files/page.ts'

interface Props {
  readonly lab: LabStore
  /** A test of a component that needs nothing of the browser leaves it out. */
  readonly page?: Page
  readonly children: ReactNode
}

/** Gives a lab, and the page that it is on, to everything below it. Made once, in main.tsx; a test makes its own. */
export function LabProvider({ lab, page, children }: Props) {
  return (
    <LabContext value={lab}>
      <PageContext value={page ?? null}>{children}</PageContext>
    </LabContext>
  )
}
