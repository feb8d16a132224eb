import { describe, expect, it } from 'vitest'
import { assign, createMachine, emit, enqueueActions, raise, sendTo, spawnChild } from 'xstate'
import type { Model } from '#kernel/model.ts'
import { statechartOf, xstateOf, type Machine } from '#kernel/statechart.ts'
import type { Document } from '#specs/document.ts'
import { phases } from './dialect.ts'
import { specifications } from './index.ts'
import { lro } from './lro/index.ts'
import { served } from './lro/served.ts'
import type { Specification } from './specification.ts'

type Config = Readonly<Record<string, unknown>>

const stateKeys = ['id', 'initial', 'type', 'states', 'on', 'after', 'entry', 'exit', 'tags', 'meta', 'description']
const rootKeys = [...stateKeys, 'context', 'schemas']
const transitionKeys = ['target', 'guard', 'actions', 'reenter', 'description']
const actionKinds = ['xstate.emit', 'xstate.assign']

const isObject = (value: unknown): value is Config =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : [])
const childrenOf = (state: Config): [string, Config][] => entriesOf(state['states']) as [string, Config][]
const phasesOn = (state: Config): unknown[] =>
  listOf(state['tags']).filter((tag) => (phases as readonly unknown[]).includes(tag))
const carriesPhases = (state: Config): boolean =>
  phasesOn(state).length > 0 || childrenOf(state).some(([, child]) => carriesPhases(child))

/** What of a machine is not in the dialect of architecture.md, "Machines"; one line for each fault. */
function faultsOfMachine(machine: Machine, sentences: Readonly<Record<string, string>>): string[] {
  const found: string[] = []
  const fault = (path: string, what: string): void =>
    void found.push(`${machine.id}${path === '' ? '' : ` ${path}`}: ${what}`)
  const { actions, guards, delays } = xstateOf(machine).implementations as Readonly<
    Record<'actions' | 'guards' | 'delays', Config>
  >

  /** The name of something that has to be named and defined. */
  const named = (path: string, kind: string, value: unknown, defined: Config): string | undefined => {
    const name = isObject(value) ? value['type'] : value
    if (typeof name !== 'string') fault(path, `an inline ${kind}`)
    else if (!Object.hasOwn(defined, name)) fault(path, `no ${kind} is called ${name}`)
    else {
      if (isObject(value) && typeof value['params'] === 'function')
        fault(path, `the parameters of ${name} are code, not data`)
      return name
    }
    return undefined
  }

  const checkAction = (path: string, value: unknown): void => {
    const name = named(path, 'action', value, actions)
    if (name === undefined) return
    const kind = (actions[name] as { readonly type?: string } | undefined)?.type
    if (!actionKinds.includes(kind ?? ''))
      fault(path, `the action ${name} is ${kind ?? 'code'}; only emit and assign are allowed`)
  }

  const checkTransition = (path: string, value: unknown): void => {
    if (!isObject(value)) return
    for (const key of Object.keys(value)) if (!transitionKeys.includes(key)) fault(path, `a transition with ${key}`)
    for (const action of listOf(value['actions'])) checkAction(path, action)
    if (value['guard'] === undefined) return
    const guard = named(path, 'guard', value['guard'], guards)
    if (guard !== undefined && (sentences[guard] ?? '') === '') fault(path, `the guard ${guard} has no sentence`)
  }

  const checkPhase = (path: string, state: Config, outer: string | null): void => {
    const own = phasesOn(state)
    for (const tag of listOf(state['tags'])) if (!own.includes(tag)) fault(path, `the tag ${String(tag)} is no phase`)
    if (own.length > 1) fault(path, `several phases: ${own.join(', ')}`)
    if (own.length > 0 && outer !== null)
      fault(path, `a phase inside ${outer === '' ? 'the machine' : outer}, which has one`)
    const regions = state['type'] === 'parallel' ? childrenOf(state).filter(([, child]) => carriesPhases(child)) : []
    if (regions.length > 1) fault(path, `phases in several regions: ${regions.map(([name]) => name).join(', ')}`)
    if (own.length === 0) return
    const label = isObject(state['meta']) ? state['meta']['label'] : undefined
    const wordings = listOf(label).filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    if (wordings.length === 0 || wordings.length < listOf(label).length) fault(path, 'a phase without a label')
    else if (wordings.some((text, i) => i > 0 && text.length > (wordings[i - 1] ?? '').length))
      fault(path, 'the longest wording is not first')
  }

  /** `entered`: the machine begins in it. */
  const visit = (path: string, state: Config, entered: boolean, outer: string | null): void => {
    for (const key of Object.keys(state))
      if (!(path === '' ? rootKeys : stateKeys).includes(key)) fault(path, `uses ${key}`)
    const children = childrenOf(state)
    if (state['type'] === 'final' || state['type'] === 'history') fault(path, `is a ${state['type']} state`)
    if (state['type'] !== 'parallel' && children.length > 0 && typeof state['initial'] !== 'string')
      fault(path, 'no plain initial state')
    if (entered && state['entry'] !== undefined) fault(path, 'the machine begins here, with an action')
    if (entered && state['after'] !== undefined) fault(path, 'the machine begins here, with a timer')
    for (const action of [...listOf(state['entry']), ...listOf(state['exit'])]) checkAction(path, action)
    for (const [event, transitions] of entriesOf(state['on'])) {
      if (event.startsWith('xstate')) fault(path, `the event ${event} has a name of XState's own`)
      for (const transition of listOf(transitions)) checkTransition(`${path} on ${event}`.trim(), transition)
    }
    for (const [delay, transitions] of entriesOf(state['after'])) {
      if (/^\d+$/.test(delay)) fault(path, `the delay ${delay} has no name`)
      else if (!Object.hasOwn(delays, delay)) fault(path, `no delay is called ${delay}`)
      for (const transition of listOf(transitions)) checkTransition(`${path} after ${delay}`.trim(), transition)
    }
    checkPhase(path, state, outer)
    for (const [name, child] of children) {
      const below = path === '' ? name : `${path}.${name}`
      visit(
        below,
        child,
        entered && (state['type'] === 'parallel' || state['initial'] === name),
        phasesOn(state).length > 0 ? path : outer,
      )
    }
  }
  visit('', xstateOf(machine).config as Config, true, null)
  return found
}

const literalsIn = (source: string): string[] =>
  [...source.matchAll(/'([A-Z]+-\d+[a-z]?)'/g)].map((match) => match[1] ?? '')
const prefixOf = (id: string): string => id.slice(0, id.indexOf('-'))

const isSentence = (text: string | undefined): boolean =>
  text !== undefined && /^\S.*\.$/s.test(text) && !text.includes('TODO')

/** What is wrong with what a specification says of itself. `sources`: the text of its machines and of what they use. */
function faultsOfSpecification(specification: Specification, sources: readonly string[]): string[] {
  const { model, guards, duties } = specification
  const { id, clauses, questions }: Document = specification.document
  const found: string[] = []
  const fault = (what: string): void => void found.push(`${id}: ${what}`)
  const charts = model.roles.map(({ machine }) => statechartOf(machine))
  const states = charts.flatMap((chart) => [...chart.states.values()])
  const transitions = states.flatMap((state) => state.transitions)
  const known = (clause: string): boolean => Object.hasOwn(clauses, clause) || Object.hasOwn(questions, clause)

  const inMachines = new Set([...states, ...transitions].flatMap((each) => each.clauses))
  const prefixes = new Set([...Object.keys(clauses), ...Object.keys(questions)].map(prefixOf))
  const inSources = new Set(sources.flatMap(literalsIn).filter((literal) => prefixes.has(prefixOf(literal))))
  for (const clause of inMachines)
    if (!Object.hasOwn(clauses, clause)) fault(`a machine cites ${clause}, which the document lacks`)
  for (const clause of inSources)
    if (!known(clause) && !inMachines.has(clause)) fault(`the sources name ${clause}, which the document lacks`)
  for (const [clause, { outside, says }] of Object.entries(clauses)) {
    const isCited = inMachines.has(clause) || inSources.has(clause)
    if (!isCited && outside === undefined) fault(`nobody cites ${clause}, and no reason is given`)
    if (isCited && outside !== undefined) fault(`${clause} is cited, and yet said to be outside`)
    if (says === '' || says.includes('TODO')) fault(`${clause} has no wording`)
  }
  const used = new Set(transitions.map(({ guard }) => guard?.name))
  for (const guard of Object.keys(guards)) if (!used.has(guard)) fault(`the sentence for ${guard} is about no guard`)
  for (const [name, knob] of Object.entries(model.knobs))
    for (const clause of knob.clauses ?? [])
      if (!known(clause)) fault(`the knob ${name} names ${clause}, which the document lacks`)
  for (const [name, knob] of Object.entries(model.knobs))
    if (knob.kind === 'choice' && (knob.clauses ?? []).length === 0)
      fault(`nothing says who leaves the choice ${name} open`)
  for (const [question, { knob, answer, clauses: about }] of Object.entries(questions)) {
    if ((knob === undefined || answer !== undefined) && !isSentence(answer))
      fault(`the answer to ${question} is no sentence`)
    if (knob !== undefined && model.knobs[knob]?.kind !== 'choice')
      fault(`${question} names the knob ${knob}, which is no choice`)
    for (const clause of about)
      if (!Object.hasOwn(clauses, clause)) fault(`${question} names ${clause}, which the document lacks`)
  }
  for (const { says, clauses: why } of duties)
    for (const clause of why)
      if (!Object.hasOwn(clauses, clause)) fault(`the duty "${says}" names ${clause}, which the document lacks`)
  for (const timer of model.background)
    if (!charts.some(({ delays }) => delays.includes(timer))) fault(`no machine has a timer ${timer}`)
  const ids = charts.map((chart) => chart.id)
  for (const twice of ids.filter((name, i) => ids.indexOf(name) < i)) fault(`two machines are called ${twice}`)
  return found
}

const files = import.meta.glob<string>('./*/*.ts', { query: '?raw', import: 'default', eager: true })

/** Machines and their helpers: not what is said about them, and not their tests. */
const sourcesOf = (id: string): string[] =>
  Object.entries(files).flatMap(([path, source]) => {
    const [folder, file = ''] = path.slice(2).split('/')
    const isSource = !/^(knobs|commands|model|scenarios|guards|index)\.ts$|\.test\.ts$/.test(file)
    return folder === id && isSource ? [source] : []
  })

it('every machine keeps to the dialect', () => {
  const faults = specifications.flatMap(({ model, guards }) =>
    model.roles.flatMap(({ machine }) => faultsOfMachine(machine, guards)),
  )

  expect(faults).toEqual([])
  expect(served.roles.flatMap(({ machine }) => faultsOfMachine(machine, lro.guards))).toEqual([])
})

it('every clause is cited or has a reason, and nobody names one that does not exist', () => {
  expect(
    specifications.flatMap((specification) =>
      faultsOfSpecification(specification, sourcesOf(specification.document.id)),
    ),
  ).toEqual([])
})

it('every specification has a name of its own', () => {
  const ids = specifications.map(({ document }) => document.id)

  expect(specifications.map(({ model }) => model.spec)).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
})

describe('the check itself', () => {
  const sentences = { isSaid: 'It is said' }
  const implementations = {
    actions: {
      tell: emit({ type: 'cite' }),
      keep: assign({}),
      run: () => undefined,
      again: raise({ type: 'x' }),
      toOther: sendTo('other', { type: 'x' }),
      child: spawnChild('child'),
      more: enqueueActions(() => undefined),
    },
    guards: { isSaid: () => true, isUnsaid: () => true },
    delays: { soon: 1 },
  }
  // A machine with faults does not compile, so its type is left open.
  const machineOf = (config: Config): Machine =>
    createMachine({ id: 'm', ...config } as never, implementations as never)

  it.each<[string, Config, string[]]>([
    [
      'a good machine',
      {
        initial: 'a',
        states: {
          a: { on: { X: { target: 'b', guard: 'isSaid', actions: ['tell', 'keep'] } } },
          b: { after: { soon: 'a' } },
        },
      },
      [],
    ],
    ['invoke', { initial: 'a', states: { a: { invoke: { src: 'child' } } } }, ['m a: uses invoke']],
    [
      'always',
      { initial: 'a', states: { a: { always: { target: 'b', guard: 'isSaid' } }, b: {} } },
      ['m a: uses always'],
    ],
    ['onDone', { initial: 'a', states: { a: { initial: 'b', onDone: 'a', states: { b: {} } } } }, ['m a: uses onDone']],
    ['output', { output: 1 }, ['m: uses output']],
    [
      'raise',
      { on: { X: { actions: 'again' } } },
      ['m on X: the action again is xstate.raise; only emit and assign are allowed'],
    ],
    [
      'sendTo',
      { on: { X: { actions: 'toOther' } } },
      ['m on X: the action toOther is xstate.sendTo; only emit and assign are allowed'],
    ],
    [
      'spawn',
      { on: { X: { actions: 'child' } } },
      ['m on X: the action child is xstate.spawnChild; only emit and assign are allowed'],
    ],
    [
      'enqueueActions',
      { on: { X: { actions: 'more' } } },
      ['m on X: the action more is xstate.enqueueActions; only emit and assign are allowed'],
    ],
    ['code', { on: { X: { actions: 'run' } } }, ['m on X: the action run is code; only emit and assign are allowed']],
    ['history', { initial: 'a', states: { a: {}, h: { type: 'history' } } }, ['m h: is a history state']],
    ['a final state', { initial: 'a', states: { a: {}, z: { type: 'final' } } }, ['m z: is a final state']],
    ['an inline action', { on: { X: { actions: () => undefined } } }, ['m on X: an inline action']],
    [
      'an inline action on exit',
      { initial: 'a', states: { a: { exit: emit({ type: 'cite' }) } } },
      ['m a: an inline action'],
    ],
    [
      'an action that nobody defines',
      { on: { X: { actions: ['tell', 'lost'] } } },
      ['m on X: no action is called lost'],
    ],
    [
      'parameters as code',
      { on: { X: { actions: { type: 'tell', params: () => ({}) } } } },
      ['m on X: the parameters of tell are code, not data'],
    ],
    ['an inline guard', { on: { X: { guard: () => true } } }, ['m on X: an inline guard']],
    ['a guard that nobody defines', { on: { X: { guard: 'lost' } } }, ['m on X: no guard is called lost']],
    [
      'a guard without a sentence',
      { on: { X: [{ guard: 'isUnsaid' }, {}] } },
      ['m on X: the guard isUnsaid has no sentence'],
    ],
    [
      'a delay that nobody defines',
      { initial: 'a', states: { a: { on: { X: 'b' } }, b: { after: { later: 'a' } } } },
      ['m b: no delay is called later'],
    ],
    [
      'a delay without a name',
      { initial: 'a', states: { a: { on: { X: 'b' } }, b: { after: { 10: 'a' } } } },
      ['m b: the delay 10 has no name'],
    ],
    [
      'a guard behind a timer',
      { initial: 'a', states: { a: {}, b: { after: { soon: { guard: 'isUnsaid' } } } } },
      ['m b after soon: the guard isUnsaid has no sentence'],
    ],
    [
      'a timer at the beginning',
      { initial: 'a', states: { a: { after: { soon: 'b' } }, b: {} } },
      ['m a: the machine begins here, with a timer'],
    ],
    [
      'an action at the beginning',
      { initial: 'a', states: { a: { initial: 'b', states: { b: { entry: 'tell' } } } } },
      ['m a.b: the machine begins here, with an action'],
    ],
    [
      'an action at the beginning of a region',
      { type: 'parallel', states: { r: { initial: 'a', states: { a: { entry: 'keep' }, b: { entry: 'keep' } } } } },
      ['m r.a: the machine begins here, with an action'],
    ],
    [
      'an event of XState',
      { on: { 'xstate.done.actor.x': {} } },
      ["m: the event xstate.done.actor.x has a name of XState's own"],
    ],
    ['a tag that is no phase', { initial: 'a', states: { a: { tags: 'busy' } } }, ['m a: the tag busy is no phase']],
    ['a phase without a label', { initial: 'a', states: { a: { tags: 'idle' } } }, ['m a: a phase without a label']],
    [
      'an empty label',
      { initial: 'a', states: { a: { tags: 'idle', meta: { label: ['idle', ''] } } } },
      ['m a: a phase without a label'],
    ],
    [
      'a label the wrong way round',
      { initial: 'a', states: { a: { tags: 'idle', meta: { label: ['idle', 'nothing to do'] } } } },
      ['m a: the longest wording is not first'],
    ],
    [
      'two phases',
      { initial: 'a', states: { a: { tags: ['idle', 'over'], meta: { label: ['x'] } } } },
      ['m a: several phases: idle, over'],
    ],
    [
      'a phase in a phase',
      {
        initial: 'a',
        states: {
          a: {
            tags: 'idle',
            meta: { label: ['x'] },
            initial: 'b',
            states: { b: { initial: 'c', states: { c: { tags: 'over', meta: { label: ['x'] } } } } },
          },
        },
      },
      ['m a.b.c: a phase inside a, which has one'],
    ],
    [
      'phases in two regions',
      {
        type: 'parallel',
        states: {
          r: { initial: 'a', states: { a: { tags: 'idle', meta: { label: ['x'] } } } },
          s: { initial: 'a', states: { a: { tags: 'over', meta: { label: ['x'] } } } },
          t: {},
        },
      },
      ['m: phases in several regions: r, s'],
    ],
    [
      'everything at once',
      {
        initial: 'a',
        states: {
          a: { entry: 'run', tags: 'busy' },
          b: { type: 'final', on: { X: { guard: 'isUnsaid', actions: 'lost' } } },
        },
      },
      [
        'm a: the machine begins here, with an action',
        'm a: the action run is code; only emit and assign are allowed',
        'm a: the tag busy is no phase',
        'm b: is a final state',
        'm b on X: no action is called lost',
        'm b on X: the guard isUnsaid has no sentence',
      ],
    ],
  ])('%s', (_, config, expected) => {
    expect(faultsOfMachine(machineOf(config), sentences)).toEqual(expected)
  })

  /** The specification `lro` with something changed. */
  const changed = (
    document: Partial<Document>,
    model: Partial<Model>,
    rest: Partial<Specification>,
  ): Specification => ({
    ...lro,
    ...rest,
    document: { ...lro.document, ...document },
    model: { ...lro.model, ...model },
  })
  const { clauses, questions }: Document = lro.document
  const clause = { force: 'MUST', section: '1', says: 'Something.' } as const
  const evidence = { kind: 'inference', source: 'LR-98' } as const
  const sources = sourcesOf('lro')
  const { 'LR-06': _, ...withoutSixth } = clauses
  const role = { name: 'm', title: '', note: '', says: '', instances: false }

  it.each<[string, Specification, readonly string[], string[]]>([
    ['a good specification', lro, sources, []],
    [
      'a clause that nobody cites',
      changed({ clauses: { ...clauses, 'LR-99': clause } }, {}, {}),
      sources,
      ['lro: nobody cites LR-99, and no reason is given'],
    ],
    [
      'unless there is a reason',
      changed({ clauses: { ...clauses, 'LR-99': { ...clause, outside: 'why' } } }, {}, {}),
      sources,
      [],
    ],
    [
      'a reason for a clause that is cited',
      changed({ clauses: { ...clauses, 'LR-06': { ...clause, outside: 'why' } } }, {}, {}),
      sources,
      ['lro: LR-06 is cited, and yet said to be outside'],
    ],
    [
      'a clause cited by a helper',
      changed({ clauses: { ...clauses, 'LR-99': clause } }, {}, {}),
      [...sources, "const why = ['LR-99']"],
      [],
    ],
    [
      'a clause that is only quoted in words',
      changed({ clauses: { ...clauses, 'LR-99': clause } }, {}, {}),
      [...sources, '// LR-99'],
      ['lro: nobody cites LR-99, and no reason is given'],
    ],
    [
      'a clause without a wording',
      changed({ clauses: { ...clauses, 'LR-06': { ...clause, says: 'TODO' } } }, {}, {}),
      sources,
      ['lro: LR-06 has no wording'],
    ],
    [
      'a citation of nothing',
      changed({ clauses: withoutSixth, questions: {} }, { knobs: {} }, { duties: [] }),
      [],
      expect.arrayContaining(['lro: a machine cites LR-06, which the document lacks']) as string[],
    ],
    [
      'a literal of nothing',
      lro,
      [...sources, "['LR-98', 'ISO-8859']"],
      ['lro: the sources name LR-98, which the document lacks'],
    ],
    [
      'a sentence about no guard',
      changed({}, {}, { guards: { ...lro.guards, isOld: 'It is old' } }),
      sources,
      ['lro: the sentence for isOld is about no guard'],
    ],
    [
      'a knob that names nothing',
      changed(
        {},
        {
          knobs: {
            ...lro.model.knobs,
            x: { kind: 'choice', domain: { type: 'bool', default: true }, title: '', says: '', clauses: ['LR-98'] },
          },
        },
        {},
      ),
      sources,
      ['lro: the knob x names LR-98, which the document lacks'],
    ],
    [
      'a choice that nobody leaves open',
      changed(
        {},
        {
          knobs: {
            ...lro.model.knobs,
            x: { kind: 'choice', domain: { type: 'bool', default: true }, title: '', says: '' },
          },
        },
        {},
      ),
      sources,
      ['lro: nothing says who leaves the choice x open'],
    ],
    [
      'a question without an answer',
      changed({ questions: { ...questions, 'LH-99': { says: 'What?', answer: '', clauses: [] } } }, {}, {}),
      sources,
      ['lro: the answer to LH-99 is no sentence'],
    ],
    [
      'a choice whose answer to the rest is no sentence',
      changed(
        { questions: { ...questions, 'LH-99': { says: 'What?', knob: 'cancelDone', answer: 'TODO.', clauses: [] } } },
        {},
        {},
      ),
      sources,
      ['lro: the answer to LH-99 is no sentence'],
    ],
    [
      'a question that names nothing',
      changed({ questions: { ...questions, 'LH-99': { says: '', knob: 'linkTicks', clauses: ['LR-98'] } } }, {}, {}),
      sources,
      ['lro: LH-99 names the knob linkTicks, which is no choice', 'lro: LH-99 names LR-98, which the document lacks'],
    ],
    [
      'a duty that names nothing',
      changed({}, {}, { duties: [{ says: 'Rest', clauses: ['LR-98'], evidence, until: 'settled' }] }),
      sources,
      ['lro: the duty "Rest" names LR-98, which the document lacks'],
    ],
    [
      'a poll that nobody has',
      changed({}, { background: ['pollTicks', 'restTicks'] }, {}),
      sources,
      ['lro: no machine has a timer restTicks'],
    ],
    [
      'two machines of one name',
      changed({}, { roles: [...lro.model.roles, { ...role, machine: machineOf({ id: 'lro/front' }) }] }, {}),
      sources,
      ['lro: two machines are called lro/front'],
    ],
  ])('%s', (_name, specification, texts, expected) => {
    expect(faultsOfSpecification(specification, texts)).toEqual(expected)
  })
})
