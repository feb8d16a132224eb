import { expect, it } from 'vitest'
import { createMachine } from 'xstate'
import type { Model } from '#kernel/model.ts'
import type { Property } from '#kernel/property.ts'
import { statesOf } from '#kernel/states.ts'
import { lro } from '#machines/lro/index.ts'
import type { CheckPlan, Specification } from '#machines/specification.ts'
import { explore, report, type SpecReport } from './check.ts'

const command = { kind: 'environment', title: '', says: '', args: {}, to: () => 'door' } as const
/** A door that is opened at once, some time after that shut, and never locked. */
const model: Model = {
  ...lro.model,
  spec: 'door',
  roles: [
    {
      name: 'door',
      title: '',
      note: '',
      says: '',
      instances: false,
      machine: createMachine(
        {
          id: 'door',
          initial: 'shut',
          states: { shut: { on: { push: 'open' } }, open: { after: { swing: 'shut' } }, locked: {} },
        } as never,
        { delays: { swing: 1 } },
      ),
    },
  ],
  commands: { push: command, lock: command },
  background: [],
}
const isIn = statesOf(model, 'door').in
const about = { clauses: [], says: '' } as const
const isOpen = isIn('open')
const isLocked = isIn('locked')
const wasPushed = (action: { readonly kind: string }): boolean => action.kind === 'command'

const properties: readonly Property[] = [
  { ...about, id: 'always', kind: 'always', holds: (view) => !isLocked(view) },
  { ...about, id: 'always, when open', kind: 'always', when: isOpen, holds: (view) => view.given('push') > 0 },
  { ...about, id: 'always, when locked', kind: 'always', when: isLocked, holds: () => false },
  { ...about, id: 'never, when locked', kind: 'never', when: isLocked, holds: () => true },
  { ...about, id: 'never observed', kind: 'never', when: ({ ledger }) => ledger.unsupported, observed: () => true },
  { ...about, id: 'eventually, when open', kind: 'eventually', when: isOpen, holds: isIn('shut') },
  { ...about, id: 'eventually, when locked', kind: 'eventually', when: isLocked, holds: isOpen },
  { ...about, id: 'reachable', kind: 'reachable', holds: isLocked },
  { ...about, id: 'a push opens', kind: 'step', when: wasPushed, holds: (_, after) => isOpen(after) },
  { ...about, id: 'a second push', kind: 'step', when: wasPushed, given: isOpen, holds: (_, after) => isOpen(after) },
  { ...about, id: 'a push of the locked', kind: 'step', when: wasPushed, given: isLocked, holds: () => false },
  { ...about, id: 'a message', kind: 'step', when: ({ kind }) => kind === 'message', holds: () => false },
  { ...about, id: 'broken, when open', kind: 'always', when: isOpen, holds: () => false },
]

function checked(worldsMax?: number): SpecReport {
  const specification: Specification = { ...lro, model }
  const campaign = { id: 'pushes', says: '', knobs: {}, varied: {} }
  const plan: CheckPlan = {
    campaigns: [{ ...campaign, offers: [{ do: 'push', group: 'push' }], max: { push: 2 } }],
    properties,
  }
  const [only] = plan.campaigns
  if (only === undefined) throw new Error('there is a campaign')
  const steps = explore(specification, plan, only, worldsMax)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return report(specification, plan, [step.value])
  }
}

it('a statement whose condition is never met is vacuous, and in how many worlds it is met is counted', () => {
  const { worlds, properties: reports } = checked()
  // Shut; pushed: open and shut again; pushed again, from either: open, and shut.
  expect(worlds).toBe(5)
  expect(reports.map(({ id, verdict, applies }) => [id, verdict, applies])).toEqual([
    ['always', 'holds', 5],
    ['always, when open', 'holds', 2],
    ['always, when locked', 'vacuous', 0],
    ['never, when locked', 'vacuous', 0],
    ['never observed', 'vacuous', 0],
    ['eventually, when open', 'holds', 2],
    ['eventually, when locked', 'vacuous', 0],
    ['reachable', 'neverReached', 5],
    ['a push opens', 'holds', 3],
    ['a second push', 'holds', 1],
    ['a push of the locked', 'vacuous', 0],
    ['a message', 'vacuous', 0],
    ['broken, when open', 'violated', 2],
  ])
})

it('nothing is vacuous before everything was seen', () => {
  const { complete, properties: reports } = checked(2)
  expect(complete).toBe(false)
  expect(reports.filter(({ verdict }) => verdict === 'vacuous')).toEqual([])
})
