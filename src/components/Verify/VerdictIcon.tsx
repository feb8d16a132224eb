import type { ReactNode } from 'react'
import type { Mark } from '#store/verify/verify.ts'

const tick = (
  <>
    <circle cx="9" cy="9" r="7.3" fill="var(--over-e)" />
    <path d="M5.500 9.200l2.400 2.400 4.600-5.200" fill="none" stroke="var(--surface)" strokeWidth="1.8" />
  </>
)
const target = (
  <>
    <circle cx="9" cy="9" r="6.600" fill="var(--surface)" stroke="var(--over-e)" strokeWidth="1.6" />
    <circle cx="9" cy="9" r="2.800" fill="var(--over-e)" />
  </>
)
const triangle = (
  <>
    <path d="M9 1.500L17 16H1z" fill="var(--refuse-e)" />
    <path d="M9 6.500v5M9 12.800v1.700" stroke="var(--surface)" strokeWidth="1.8" />
  </>
)
const octagon = (
  <>
    <path d="M5.800 1.300h6.400l4.500 4.500v6.400l-4.500 4.500H5.800l-4.500-4.500V5.800z" fill="var(--cancel)" />
    <path d="M5.800 5.800l6.400 6.400m0-6.400l-6.400 6.400" stroke="var(--surface)" strokeWidth="1.8" />
  </>
)

const pictures: Readonly<Record<Mark, ReactNode>> = {
  holds: tick,
  seen: target,
  never: <circle cx="9" cy="9" r="6.500" fill="none" stroke="var(--ink-3)" strokeWidth="1.5" strokeDasharray="3 2.2" />,
  exception: (
    <>
      <path d="M9 2.500L16 15.400H2z" fill="var(--surface)" stroke="var(--refuse-e)" strokeWidth="1.6" />
      <path d="M9 7v4M9 12.400v1.400" stroke="var(--refuse-e)" strokeWidth="1.6" />
    </>
  ),
  false: triangle,
  violated: octagon,
  vacuous: (
    <>
      <circle cx="9" cy="9" r="6.600" fill="none" stroke="var(--refuse-e)" strokeWidth="1.6" />
      <path d="M4.300 13.700l9.400-9.400" stroke="var(--refuse-e)" strokeWidth="1.6" />
    </>
  ),
  pending: <path d="M5 9h8" stroke="var(--ink-3)" strokeWidth="1.6" />,
}

/** A shape for each verdict; the word beside it says the same. */
export const VerdictIcon = ({ mark }: { readonly mark: Mark }) => (
  <svg viewBox="0 0 18 18" aria-hidden="true">
    {pictures[mark]}
  </svg>
)
