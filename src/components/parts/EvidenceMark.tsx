import { memo, type ReactNode } from 'react'
import type { Evidence } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import styles from './EvidenceMark.module.css'

const words: Readonly<Record<Evidence['kind'], string>> = {
  document: 'documented',
  observation: 'observed',
  inference: 'inferred',
}

const shapes: Readonly<Record<Evidence['kind'], ReactNode>> = {
  document: <path d="M3 1.500h5.200L11 4.300v8.200H3zM8 1.700v2.800h2.800M5.200 7.200h3.600M5.200 9.700h3.600" />,
  observation: (
    <>
      <path d="M1 7c2-3.300 4-4.200 6-4.200s4 0.900 6 4.200c-2 3.300-4 4.200-6 4.200S3 10.300 1 7z" />
      <circle cx="7" cy="7" r="1.900" fill="currentColor" />
    </>
  ),
  inference: (
    <g fill="currentColor">
      <circle cx="7" cy="3.400" r="1.300" />
      <circle cx="3.200" cy="10" r="1.300" />
      <circle cx="10.800" cy="10" r="1.300" />
    </g>
  ),
}

interface Props {
  readonly kind: Evidence['kind']
  readonly source?: string
  /** Where the source is not told in full, it stands in the tooltip, and is read out. */
  readonly isShort?: boolean
}

/** What a claim rests on: a sheet, an eye or the sign for “therefore”; as a word; and the source. */
export const EvidenceMark = memo(function EvidenceMark({ kind, source = '', isShort = false }: Props) {
  return (
    <span className={styles.evidence} data-evidence={kind} title={isShort ? source : undefined}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        {shapes[kind]}
      </svg>
      <b>{words[kind]}</b>
      {source === '' ? null : <span className={isShort ? parts.sr : styles.source}> {source}</span>}
    </span>
  )
})
