import { createContext } from 'react'
import type { LabStore } from './lab.ts'
import type { Page } from './page.ts'

/** Both are given once, by `components/LabProvider.tsx`. */
export const LabContext = createContext<LabStore | null>(null)
export const PageContext = createContext<Page | null>(null)
