import type { DBSchema } from 'idb'
import type { SpecReport } from '#analysis/check.ts'
import { modelText } from '#analysis/modelText.ts'
import type { CheckPlan, Specification } from '#machines/specification.ts'
import { database } from '../services/database.ts'
import type { CampaignView } from './checks.ts'

/** What a check came to, as the browser keeps it. */
export interface KeptCheck {
  /** Tells the version of model, statements and bounds for which it was found; of another version it says nothing. */
  readonly version: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly elapsed: number
  readonly campaigns: readonly CampaignView[]
  readonly further: readonly string[]
  readonly report: SpecReport
}

/** Where the results of checks outlive the page. Every promise may be rejected. */
export interface CheckShelf {
  read(spec: string): Promise<KeptCheck | undefined>
  put(spec: string, kept: KeptCheck): Promise<void>
}

interface Schema extends DBSchema {
  reports: { key: string; value: KeptCheck }
}

/** The browser's database. What cannot be kept is checked again, which costs seconds and nothing else. */
export function browserChecks(): CheckShelf {
  const open = database<Schema>('aftercancel-checks', (db) => void db.createObjectStore('reports'))
  return {
    read: async (spec) => (await open()).get('reports', spec),
    async put(spec, kept) {
      await (await open()).put('reports', kept, spec)
    },
  }
}

/** A shelf on which nothing stays. */
export const noShelf: CheckShelf = { read: () => Promise.resolve(undefined), put: () => Promise.resolve() }

/** What tells one version of model, statements and bounds from another. Rejected where the browser has no such function. */
export async function versionOf(specification: Specification, plan: CheckPlan, worldsMax: number): Promise<string> {
  const bytes = new TextEncoder().encode(`${worldsMax} ${modelText([[specification, plan]])}`)
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
