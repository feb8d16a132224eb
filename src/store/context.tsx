import { createContext, type ReactNode } from 'react'
import type { LabStore } from './lab.ts'

export const LabContext = createContext<LabStore | null>(null)

/** Gives a lab to everything below it. Made once, in main.tsx; a test makes its own. */
export function LabProvider({ lab, children }: { readonly lab: LabStore; readonly children: ReactNode }) {
  return <LabContext value={lab}>{children}</LabContext>
}
