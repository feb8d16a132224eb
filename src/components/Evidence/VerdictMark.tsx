import type { ReactNode } from 'react'
import type { EvidenceVerdict } from './verdictWords.ts'

const pictures: Readonly<Record<EvidenceVerdict, ReactNode>> = {
  allowed: (
    <>
      <circle cx="9" cy="9" r="7.3" fill="var(--over-e)" />
      <path d="M5.500 9.200l2.400 2.400 4.600-5.200" fill="none" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  notAllowed: (
    <>
      <path d="M9 1.500L17 16H1z" fill="var(--refuse-e)" />
      <path d="M9 6.500v5M9 12.800v1.700" stroke="var(--surface)" strokeWidth="1.8" />
    </>
  ),
  notDecided: (
    <>
      <circle cx="9" cy="9" r="7" fill="none" stroke="var(--ink-3)" strokeWidth="1.4" strokeDasharray="2.6 2" />
      <path d="M5.400 9h.1M9 9h.1M12.600 9h.1" stroke="var(--ink-3)" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
}

/** A shape for each verdict; the word beside it says the same. `null`: not held against the model yet. */
export const VerdictMark = ({ verdict }: { readonly verdict: EvidenceVerdict | null }) => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    {verdict === null ? (
      <circle cx="9" cy="9" r="6.500" fill="none" stroke="var(--line-3)" strokeWidth="1.2" />
    ) : (
      pictures[verdict]
    )}
  </svg>
)
