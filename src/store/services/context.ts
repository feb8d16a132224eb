import { createContext } from 'react'
import type { Services } from './services.ts'

/** Given once, in main.tsx; a test gives its own. */
export const ServicesContext = createContext<Services | null>(null)
