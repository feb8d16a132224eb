import { createContext } from 'react'
import type { LabStore } from '../lab/lab.ts'
import type { Page } from '../files/page.ts'

/** Both are given once, by `components/LabProvider.tsx`. */
export const LabContext = createContext<LabStore | null>(null)
export const PageContext = createContext<Page | null>(null)
