import type { Page } from '../files/files.ts'
import type { LabStore } from '../lab/lab.ts'

/** What lives as long as a page, made once and passed on. */
export interface Services {
  readonly lab: LabStore
  /** The browser's side of what can be done. */
  readonly page: Page
  /** The service that this function makes; made when it is first asked for, so that a screen that nobody opens loads nothing. */
  of<T>(make: (services: Services) => T): T
}

/** @param pageOf A test that needs nothing of the browser leaves it out. */
export function createServices(lab: LabStore, pageOf?: (services: Services) => Page): Services {
  const made = new Map<unknown, unknown>()
  const services: Services = {
    lab,
    get page() {
      if (pageOf === undefined) throw new Error('broken assumption: these services have a page')
      return services.of(pageOf)
    },
    of(make) {
      if (!made.has(make)) made.set(make, make(services))
      return made.get(make) as ReturnType<typeof make>
    },
  }
  return services
}
