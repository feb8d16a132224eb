import type { Json } from '#base/json.ts'
import type { LabState, LabStore } from '../lab/lab.ts'

/** What is looked at for one specification. */
export interface VerifyLook {
  /** The statement or code whose run is shown, as `Row.key`; null for the first. */
  readonly row: string | null
  /** The knob of the map, and what the map is asked; null for the usual ones. */
  readonly knob: string | null
  readonly question: string | null
}

/** How the Verify screen is looked at: a link holds it. */
export interface VerifyPlace {
  /** Whether the campaigns are explored, too, for which a minute is not enough. */
  readonly thorough: boolean
  readonly looks: Readonly<Record<string, VerifyLook>>
}

const usual: VerifyLook = { row: null, knob: null, question: null }
const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

function lookIn(value: unknown): VerifyLook {
  const { row, knob, question } = recordOf(value)
  return { row: textOf(row), knob: textOf(knob), question: textOf(question) }
}

/** What a link says of the screen; what makes no sense is as usual. */
export function verifyPlace(value: Json | undefined): VerifyPlace {
  const { thorough, looks } = recordOf(value)
  return {
    thorough: thorough === true,
    looks: Object.fromEntries(Object.entries(recordOf(looks)).map(([spec, look]) => [spec, lookIn(look)])),
  }
}

/** What is looked at for the specification in the lab. */
export const lookOf = ({ places, scenario }: Pick<LabState, 'places' | 'scenario'>): VerifyLook =>
  verifyPlace(places.verify).looks[scenario.spec] ?? usual

/** Looks at something else for the specification in the lab. */
export function setLook(lab: LabStore, change: Partial<VerifyLook>): void {
  const state = lab.getState()
  const place = verifyPlace(state.places.verify)
  const looks = { ...place.looks, [state.scenario.spec]: { ...lookOf(state), ...change } }
  lab.actions.setPlace('verify', { ...place, looks } as unknown as Json)
}

export function setThorough(lab: LabStore, thorough: boolean): void {
  const place = verifyPlace(lab.getState().places.verify)
  lab.actions.setPlace('verify', { ...place, thorough } as unknown as Json)
}
