import { createContext } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { LabState } from '../lab/lab.ts'
import type { Services } from './services.ts'

/** Given once, in main.tsx; a test gives its own. */
export const ServicesContext = createContext<Services | null>(null)

/** The copy of the lab's state that a panel is drawn from; null: the lab itself. */
export const FollowedContext = createContext<StoreApi<LabState> | null>(null)
