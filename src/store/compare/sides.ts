import { stableJson } from '#base/json.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { specifications } from '#machines/index.ts'
import { specificationFor, scenarioFromBuiltIn } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'
import { scenarioOptions } from '../lab/scenarioOptions.ts'

/** The two runs of the Compare screen: the left one is the pinned run, the right one is the one that is open. */
export type Side = 'left' | 'right'

export interface SideOption {
  readonly id: string
  readonly title: string
  readonly says: string
  /** The heading under which it stands; without one it stands before all others. */
  readonly group?: string
}

const content = ({ knobs, steps }: Scenario): string => stableJson([knobs, steps])

/** The built-in scenario that a run is, exactly; else null. */
export function builtInOf(scenario: Scenario): string | null {
  const specification = specificationFor(scenario)
  const own = content(scenario)
  return specification.scenarios.find((each) => content(scenarioFromBuiltIn(specification, each)) === own)?.id ?? null
}

export const ownId = 'own'
const otherId = 'other'

/** What a run is called: its title, and whether it is as the built-in scenario of that title. */
export const titleOf = (scenario: Scenario): string =>
  builtInOf(scenario) === null ? `${scenario.title || 'a run without a title'}, changed` : scenario.title

/** What a side can be, for a specification: as it is, if it is nothing built in; every built-in scenario; the same as the other side. */
export function sideOptions(spec: string, scenario: Scenario | null, other: Scenario | null): readonly SideOption[] {
  const specification = specifications.find(({ document }) => document.id === spec)
  const own =
    scenario !== null && builtInOf(scenario) === null
      ? [{ id: ownId, title: titleOf(scenario), says: 'As it is now; it is none of the built-in ones.' }]
      : []
  const same =
    other === null || other === scenario
      ? []
      : [{ id: otherId, title: 'The same as on the other side', says: 'To change one choice below, and nothing else.' }]
  return [...own, ...same, ...(specification === undefined ? [] : scenarioOptions(specification))]
}

function put(lab: LabStore, side: Side, scenario: Scenario): void {
  if (side === 'left') lab.actions.pinThis(scenario)
  else lab.actions.edit(() => scenario)
}

/** Makes a run one side of the comparison; one step of undo. */
export const putSide = (lab: LabStore, side: Side, scenario: Scenario): void =>
  lab.actions.doHere(() => put(lab, side, scenario))

/** Takes what was chosen from `sideOptions`. */
export function chooseSide(lab: LabStore, side: Side, id: string): void {
  const { pinned, scenario } = lab.getState()
  const specification = specificationFor(scenario)
  const other = side === 'left' ? scenario : pinned
  const builtIn = specification.scenarios.find((each) => each.id === id)
  if (id === otherId && other !== null) putSide(lab, side, other)
  else if (builtIn !== undefined && side === 'right')
    lab.actions.doHere(() => lab.actions.openSpec(specification.document.id, id))
  else if (builtIn !== undefined) putSide(lab, side, scenarioFromBuiltIn(specification, builtIn))
}

/** Two scenarios of another specification, to begin with. */
export function chooseSpec(lab: LabStore, spec: string): void {
  const specification = specifications.find(({ document }) => document.id === spec)
  const [first, second = first] = specification?.scenarios ?? []
  if (specification === undefined || first === undefined || second === undefined) return
  lab.actions.doHere(() => {
    lab.actions.openSpec(spec, second.id)
    lab.actions.pinThis(scenarioFromBuiltIn(specification, first))
  })
}

/** Two runs at once; one step of undo. */
export const comparePair = (lab: LabStore, left: Scenario, right: Scenario): void =>
  lab.actions.doHere(() => {
    put(lab, 'left', left)
    put(lab, 'right', right)
  })

/** Left becomes right, and right left. */
export function swapSides(lab: LabStore): void {
  const { pinned, scenario } = lab.getState()
  if (pinned === null) return
  comparePair(lab, scenario, pinned)
}

/** Sets a knob on one side. */
export function setChoice(lab: LabStore, side: Side, name: string, value: Value): void {
  const { pinned, scenario } = lab.getState()
  const before = side === 'left' ? pinned : scenario
  if (before !== null) putSide(lab, side, { ...before, knobs: { ...before.knobs, [name]: value } })
}
