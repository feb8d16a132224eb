import { ensure } from '#base/assert.ts'
import type { Milestone } from '#kernel/effect.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { protocols } from '#machines/index.ts'
import type { Protocol } from '#machines/protocol.ts'
import { clausesIn } from './citations.ts'
import { explain } from './explain.ts'
import { eventsOf, operationsOf } from './facts.ts'
import { bandsOf, firstCancel, sweep, sweepEnd } from './sweep.ts'
import { diceOf, type Dice } from './seed.ts'
import { tell, type StoryId } from './story.ts'
import { wordsOf } from './words.ts'

/** A question about a run whose answers are computed from runs: the right one, and wrong ones with the reason why they are wrong here. */

/** What is asked. Moments are events of the model, never ticks. */
export type Ask =
  /** What the cancel returns. */
  | { readonly kind: 'code' }
  /** How many results still arrive. */
  | { readonly kind: 'late' }
  /** What is still held when a milestone is reached, or when the cancel is answered. */
  | { readonly kind: 'held'; readonly when: Milestone | 'answered' }
  /** When a milestone is reached, or a resource is free. */
  | { readonly kind: 'tick'; readonly of: Milestone | { readonly free: string } }
  /** Which clause makes the cancel return what it returns. */
  | { readonly kind: 'clause' }
  /** Of which specification something is true, when all tell the same story. */
  | { readonly kind: 'which'; readonly story: StoryId; readonly measure: Measure }

/** What is compared across specifications; the one with the largest value is the answer. */
export type Measure = 'toldFirst' | 'refuses' | 'neverTold'

export interface Option {
  readonly text: string
  /** A symbol of the machine's, or words of a document. */
  readonly voice: 'plain' | 'symbol' | 'clause'
  /** Why it is right or wrong in this run. */
  readonly why: string
  readonly clauses: readonly string[]
  readonly isRight: boolean
}

export interface Question {
  readonly kind: Ask['kind']
  readonly prompt: string
  /** The run that is shown. */
  readonly scenario: Scenario
  readonly cancelAt: number
  /** The tick that the answer is about; the reveal goes on to it. */
  readonly momentAt: number
  /** Four, one of them right. */
  readonly options: readonly Option[]
}

export const optionCount = 4

const small = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
const span = (from: number, to: number): string => (from === to ? `at ${from}` : `from ${from} to ${to}`)

type Wrong = Omit<Option, 'isRight'>

/** One right option and three wrong ones, in an order that the dice decide; null where the run does not offer enough of them. */
function settle(dice: Dice, right: Wrong, wrong: readonly Wrong[]): readonly Option[] | null {
  const seen = new Set([right.text])
  const others: Option[] = []
  for (const option of wrong) {
    if (others.length === optionCount - 1) break
    if (seen.has(option.text)) continue
    seen.add(option.text)
    others.push({ ...option, isRight: false })
  }
  if (others.length < optionCount - 1) return null
  return dice.shuffled([{ ...right, isRight: true }, ...others])
}

/** Everything that is known about the run that is asked about. */
interface Case {
  readonly protocol: Protocol
  readonly scenario: Scenario
  readonly trace: Trace
  readonly cancelAt: number
  readonly dice: Dice
}

const answerOf = (trace: Trace): Extract<Trace['events'][number], { kind: 'return' }> | undefined => eventsOf(trace, 'return').find(({ call }) => call === 'cancel#1')

/** Why a call returned what it did: the check that decided, and its clauses. */
function decided({ protocol, trace }: Case): { readonly says: string; readonly clauses: readonly string[] } {
  const back = answerOf(trace)
  if (back === undefined) return { says: '', clauses: [] }
  const check = explain(trace, back.i, protocol.guards).find(({ verdict }) => verdict === 'decisive')
  // The way that is left when nothing else is true says nothing by itself.
  const says = check === undefined || check.guard === null ? '' : `${check.says}: that decides it. `
  return { says, clauses: back.clauses }
}

/** Other answers to the same question, from the ticks around this one at which the cancel could come as well; the nearest first. */
function bands({ protocol, scenario, cancelAt }: Case, value: (point: { readonly outcome: Trace['outcome'] }) => string): { readonly from: number; readonly to: number; readonly value: string }[] {
  const step = firstCancel(scenario)
  const range = { step, from: Math.max(0, cancelAt - reach), to: Math.min(cancelAt + reach, sweepEnd(protocol.model, scenario, step)) }
  return bandsOf(sweep(protocol.model, scenario, range), (outcome) => value({ outcome }))
    .map(({ from, to, outcome }) => ({ from, to, value: value({ outcome }) }))
    .filter(({ from, to }) => cancelAt < from || cancelAt > to)
    .sort((a, b) => distance(a, cancelAt) - distance(b, cancelAt))
}

/** How far around the cancel other answers are looked for, in ticks. A band at the rim may go on beyond it. */
const reach = 160

const distance = ({ from, to }: { readonly from: number; readonly to: number }, at: number): number => Math.max(from - at, at - to, 0)

const elsewhere = (dice: Dice, own: Protocol): Protocol[] => dice.shuffled(protocols.filter((protocol) => protocol !== own))

function askCode(at: Case): Question | null {
  const { protocol, trace, cancelAt, dice, scenario } = at
  const { document } = protocol
  const answer = answerOf(trace)
  if (answer === undefined) return null
  const { says, clauses } = decided(at)
  const own = document.codes
  const near = bands(at, ({ outcome }) => outcome.cancel?.code ?? '').flatMap(({ from, to, value }): Wrong[] =>
    value === '' || value === answer.code
      ? []
      : [{ text: value, voice: 'symbol', why: `That is what a cancel ${span(from, to)} returns; this one comes at ${cancelAt}.`, clauses: [] }],
  )
  const rest = dice.shuffled(Object.keys(own).filter((code) => code !== answer.code)).map(
    (code): Wrong => ({ text: code, voice: 'symbol', why: `${own[code]?.means ?? ''} This call does not come to that.`.trim(), clauses: [] }),
  )
  const foreign = elsewhere(dice, protocol).flatMap((other): Wrong[] => {
    const code = dice.pick(Object.keys(other.document.codes).filter((name) => own[name] === undefined))
    return code === undefined ? [] : [{ text: code, voice: 'symbol', why: `A code of ${other.document.title}; ${document.title} has none of that name.`, clauses: [] }]
  })
  const right: Wrong = { text: answer.code, voice: 'symbol', why: `${says}${own[answer.code]?.means ?? ''}`.trim(), clauses }
  const options = settle(dice, right, [...near.slice(0, 2), ...rest.slice(0, 1), ...foreign.slice(0, 1), ...rest.slice(1), ...foreign.slice(1)])
  return options === null ? null : { kind: 'code', prompt: `The cancel comes at ${cancelAt}. What does it return?`, scenario, cancelAt, momentAt: answer.t, options }
}

function askLate(at: Case): Question | null {
  const { protocol, trace, cancelAt, dice, scenario } = at
  const operation = operationsOf(protocol.model, trace).find(({ number }) => number === trace.aim)
  const all = eventsOf(trace, 'result').filter((event) => event.operation === trace.aim)
  if (operation === undefined || answerOf(trace) === undefined || eventsOf(trace, 'result').length === 0) return null
  const late = trace.outcome.lateResults
  const ticks = [...new Set(all.filter((event) => event.late).map(({ t }) => t))]
  const asWords = (n: number): string => (n === 0 ? 'None' : String(n))
  const near = bands(at, ({ outcome }) => asWords(outcome.lateResults)).map(
    ({ from, to, value }): Wrong => ({ text: value, voice: 'plain', why: `So many come late when the cancel comes ${span(from, to)}; here it comes at ${cancelAt}.`, clauses: [] }),
  )
  const others = [all.length, late + 1, late + 2, late + 3, Math.max(0, late - 1)].map(
    (n): Wrong => ({
      text: asWords(n),
      voice: 'plain',
      why: n === all.length ? 'So many results come in the whole run; only those after the cancel are late.' : `The run brings ${asWords(late).toLowerCase()} after the cancel${ticks.length === 0 ? '' : `, at ${ticks.join(', ')}`}.`,
      clauses: [],
    }),
  )
  const why = late === 0 ? 'Nothing was on its way any more when the cancel came.' : `They were on their way or waiting when the cancel came; the last arrives at ${ticks.at(-1) ?? cancelAt}.`
  const options = settle(dice, { text: asWords(late), voice: 'plain', why, clauses: decided(at).clauses }, [...near.slice(0, 2), ...others, ...near.slice(2)])
  return options === null ? null : { kind: 'late', prompt: `The cancel comes at ${cancelAt}. How many results still arrive after it?`, scenario, cancelAt, momentAt: ticks.at(-1) ?? answerOf(trace)?.t ?? cancelAt, options }
}

/** Names of what is held when a tick is over. */
function heldAt(trace: Trace, tick: number): string[] {
  const totals = new Map<string, number>()
  for (const event of eventsOf(trace, 'resource')) if (event.t <= tick) totals.set(event.name, event.held)
  return [...totals].flatMap(([name, held]) => (held > 0 ? [name] : []))
}

const milestoneWords: Readonly<Record<Milestone | 'answered', string>> = {
  issued: 'the cancel is issued',
  accepted: 'the cancel is accepted',
  noticed: 'the cancel is noticed',
  stopped: 'the work has stopped',
  settled: 'the client has its final result',
  released: 'everything is released',
  answered: 'the cancel has returned',
}

function askHeld(at: Case, when: Milestone | 'answered'): Question | null {
  const { protocol, trace, cancelAt, dice, scenario } = at
  const tick = when === 'answered' ? answerOf(trace)?.t : trace.outcome.milestones[when]
  if (tick === undefined || tick < cancelAt) return null
  const title = (name: string): string => protocol.model.resources[name]?.title ?? name
  const asWords = (names: readonly string[]): string => (names.length === 0 ? 'Nothing' : names.map((name, i) => (i === 0 ? title(name) : small(title(name)))).join(' and '))
  const inOrder = (names: readonly string[]): string[] => Object.keys(protocol.model.resources).filter((name) => names.includes(name))
  const held = inOrder(heldAt(trace, tick))
  const used = [...new Set(eventsOf(trace, 'resource').map(({ name }) => name))]
  const free = (name: string): number | undefined => eventsOf(trace, 'resource').find((event) => event.name === name && event.held === 0 && event.t > tick)?.t
  const story = inOrder(used).map((name) => {
    const until = free(name)
    if (!held.includes(name)) return `the ${small(title(name))} is free`
    return until === undefined ? `the ${small(title(name))} is held to the end` : `the ${small(title(name))} is held until ${until}`
  })
  const account = `At ${tick}, when ${milestoneWords[when]}: ${story.join('; ')}.`
  const wrong: Wrong[] = []
  const put = (names: readonly string[]): void => {
    const set = inOrder(names)
    if (set.join() === held.join()) return
    const missing = held.find((name) => !set.includes(name))
    const extra = set.find((name) => !held.includes(name))
    const because =
      missing !== undefined
        ? `The ${small(title(missing))} is still taken: ${free(missing) === undefined ? 'nobody gives it back in this run' : `it is free at ${free(missing) ?? ''} only`}.`
        : extra === undefined
          ? account
          : used.includes(extra)
            ? `The ${small(title(extra))} is not held at ${tick}.`
            : `Nobody takes a ${small(title(extra))} in this run.`
    wrong.push({ text: asWords(set), voice: 'plain', why: because, clauses: [] })
  }
  put([])
  put(used)
  for (const name of used) put([name])
  for (const name of Object.keys(protocol.model.resources)) put([name])
  for (const name of Object.keys(protocol.model.resources)) put([...held, name])
  for (const other of elsewhere(dice, protocol)) {
    const resource = dice.pick(Object.values(other.model.resources))
    if (resource !== undefined) wrong.push({ text: resource.title, voice: 'plain', why: `That is held with ${other.document.title}; ${protocol.document.title} knows nothing of the kind.`, clauses: [] })
  }
  const options = settle(dice, { text: asWords(held), voice: 'plain', why: account, clauses: near(trace, tick) }, wrong)
  return options === null ? null : { kind: 'held', prompt: `The cancel comes at ${cancelAt}. What is still held at the moment when ${milestoneWords[when]}?`, scenario, cancelAt, momentAt: tick, options }
}

/** Clauses that were cited on a tick. */
const near = (trace: Trace, tick: number): string[] => [...new Set(eventsOf(trace, 'clause').flatMap((event) => (event.t === tick ? event.ids : [])))].slice(0, 4)

function askTick(at: Case, of: Milestone | { readonly free: string }): Question | null {
  const { protocol, trace, cancelAt, dice, scenario } = at
  const { model } = protocol
  const operation = operationsOf(model, trace).find(({ number }) => number === trace.aim)
  const tick = typeof of === 'string' ? trace.outcome.milestones[of] : heldAt(trace, cancelAt).includes(of.free) ? eventsOf(trace, 'resource').find(({ name, held, t }) => name === of.free && held === 0 && t > cancelAt)?.t : undefined
  if (operation === undefined || tick === undefined || tick < cancelAt) return null
  const asked: Readonly<Record<Milestone, string>> = {
    issued: 'When is the cancel issued?',
    accepted: 'When is the cancel accepted?',
    noticed: `When does ${protocol.worker} notice?`,
    stopped: 'When has the work stopped?',
    settled: 'When does the client have its final result?',
    released: 'When is everything released?',
  }
  const what = typeof of === 'string' ? asked[of] : `When is the ${small(model.resources[of.free]?.title ?? of.free)} free?`
  const own = typeof of === 'string' ? `At ${tick} ${milestoneWords[of]}.` : `At ${tick} the ${small(model.resources[of.free]?.title ?? of.free)} is free.`
  const wrong: Wrong[] = []
  const put = (other: number | undefined, why: string): void => {
    if (other !== undefined && other !== tick) wrong.push({ text: String(other), voice: 'plain', why, clauses: [] })
  }
  put(answerOf(trace)?.t, `At ${answerOf(trace)?.t ?? ''} the cancel has only been answered.`)
  for (const name of ['settled', 'stopped', 'noticed', 'released', 'accepted'] as const) {
    const reached = trace.outcome.milestones[name]
    put(reached, `At ${reached ?? ''} ${milestoneWords[name]}; that is something else.`)
  }
  const without = run(model, { ...scenario, steps: scenario.steps.filter((_, index) => index !== firstCancel(scenario)) })
  const natural = operationsOf(model, without).find(({ number }) => number === trace.aim)?.milestones
  put(natural?.stopped, 'By then the work would have been over if nobody had cancelled.')
  put(natural?.settled, 'Then the client would have had its result if nobody had cancelled.')
  put(cancelAt, 'That is the cancel itself; asking takes no time, everything after it does.')
  const shown = dice.shuffled(trace.events.filter(({ t, kind }) => t !== tick && t > 0 && (kind === 'deliver' || kind === 'return' || kind === 'state' || kind === 'command')))
  const [after, before] = [shown.filter(({ t }) => t >= cancelAt), shown.filter(({ t }) => t < cancelAt)]
  for (const event of [...after, ...before]) put(event.t, `At ${event.t}: ${wordsOf(model, trace, event)}.`)
  const cause = trace.events.findLast((event) => event.t === tick && event.kind === 'state')
  const why = cause === undefined ? own : `${own} ${wordsOf(model, trace, cause)}.`
  const options = settle(dice, { text: String(tick), voice: 'plain', why, clauses: near(trace, tick) }, wrong)
  if (options === null) return null
  const ordered = [...options].sort((a, b) => Number(a.text) - Number(b.text))
  return { kind: 'tick', prompt: `The cancel comes at ${cancelAt}. ${what}`, scenario, cancelAt, momentAt: tick, options: ordered }
}

function askClause(at: Case): Question | null {
  const { protocol, trace, cancelAt, dice, scenario } = at
  const { document } = protocol
  const answer = answerOf(trace)
  const id = answer?.clauses[0]
  const clause = id === undefined ? undefined : document.clauses[id]
  if (answer === undefined || id === undefined || clause === undefined) return null
  const here = clausesIn(trace)
  const says = (name: string): string => document.clauses[name]?.says ?? name
  const wrong: Wrong[] = []
  const put = (name: string, why: string): void => {
    if (!answer.clauses.includes(name) && document.clauses[name] !== undefined) wrong.push({ text: says(name), voice: 'clause', why, clauses: [name] })
  }
  const step = firstCancel(scenario)
  for (const band of bands(at, ({ outcome }) => outcome.cancel?.code ?? '').slice(0, 4)) {
    const other = run(protocol.model, { ...scenario, steps: scenario.steps.map((each, index) => (index === step ? { ...each, at: band.from } : each)) })
    const back = answerOf(other)
    const first = back?.clauses.find((name) => !answer.clauses.includes(name))
    if (back !== undefined && first !== undefined) put(first, `It leads to ${back.code} when the cancel comes ${span(band.from, band.to)}.`)
  }
  const nearBands = wrong.splice(0)
  for (const name of dice.shuffled([...here])) {
    const event = trace.events.find((each) => (each.kind === 'clause' && each.ids.includes(name)) || (each.kind === 'return' && each.clauses.includes(name)))
    put(name, `It counts in this run at ${event?.t ?? 0}, but not for what the cancel returns.`)
  }
  const inRun = wrong.splice(0)
  for (const name of dice.shuffled(Object.keys(document.clauses).filter((each) => !here.has(each)))) put(name, 'It is in the document, but counts nowhere in this run.')
  const options = settle(dice, { text: clause.says, voice: 'clause', why: `${answer.code} rests on it${answer.clauses.length > 1 ? ', together with the others named here' : ''}.`, clauses: answer.clauses }, [
    ...nearBands.slice(0, 2),
    ...inRun.slice(0, 1),
    ...wrong,
    ...inRun.slice(1),
  ])
  return options === null
    ? null
    : { kind: 'clause', prompt: `The cancel comes at ${cancelAt} and returns ${answer.code}. On which of these clauses does that rest?`, scenario, cancelAt, momentAt: answer.t, options }
}

const measures: Readonly<Record<Measure, { readonly prompt: string; readonly of: (trace: Trace) => number; readonly right: string; readonly wrong: string }>> = {
  toldFirst: {
    prompt: 'Which of these tells the client that it is over longest before the work has stopped?',
    of: ({ outcome: { milestones } }) => (milestones.stopped ?? 0) - (milestones.settled ?? Number.MAX_SAFE_INTEGER),
    right: 'No other one tells it so early.',
    wrong: 'That is not the longest.',
  },
  refuses: {
    prompt: 'Which of these refuses the cancel, instead of saying that all is well?',
    of: ({ outcome }) => (outcome.cancel !== null && outcome.milestones.accepted === undefined ? 1 : 0),
    right: 'It alone says that there was nothing to cancel any more.',
    wrong: 'It takes the cancel, although nothing comes of it.',
  },
  neverTold: {
    prompt: 'With which of these does the client never learn how it ended?',
    of: ({ outcome }) => (outcome.milestones.settled === undefined ? 1 : 0),
    right: 'The connection was the only way on which the end could have come.',
    wrong: 'The client does learn it.',
  },
}

function askWhich(ask: Extract<Ask, { kind: 'which' }>, dice: Dice): Question | null {
  const measure = measures[ask.measure]
  const moment = { early: 0.1, 'too-late': 1.15 }[ask.story as string] ?? 0.5
  const told = protocols.map((protocol) => tell(protocol, ask.story, moment))
  const [first, second] = told.toSorted((a, b) => measure.of(b.trace) - measure.of(a.trace))
  if (first === undefined || second === undefined || measure.of(first.trace) === measure.of(second.trace)) return null
  const option = ({ protocol, trace, cancelAt }: (typeof told)[number]): Wrong => {
    const { settled, stopped } = trace.outcome.milestones
    const after = (tick: number | undefined): string => (tick === undefined ? 'never' : tick === cancelAt ? 'with the cancel' : tick < cancelAt ? `${cancelAt - tick} ticks before the cancel` : `${tick - cancelAt} ticks after the cancel`)
    const isRight = trace === first.trace
    const code = trace.outcome.cancel === null ? 'The cancel returns nothing' : `The cancel returns ${trace.outcome.cancel.code}`
    return {
      text: protocol.document.title,
      voice: 'symbol',
      why: `${isRight ? measure.right : measure.wrong} ${code}; final result: ${after(settled)}; work over: ${after(stopped)}.`,
      clauses: isRight ? (answerOf(trace)?.clauses ?? []) : [],
    }
  }
  const others = dice.shuffled(told.filter((each) => each !== first))
  const options = settle(dice, option(first), others.map(option))
  return options === null ? null : { kind: 'which', prompt: measure.prompt, scenario: first.scenario, cancelAt: first.cancelAt, momentAt: ensure(first.trace.events.at(-1), 'a run has an end').t, options }
}

/** The question; null where the run gives no such question. The same arguments give the same question, the order of options too. */
export function questionOf(protocol: Protocol, scenario: Scenario, ask: Ask, seed: string): Question | null {
  const dice = diceOf(seed)
  if (ask.kind === 'which') return askWhich(ask, dice)
  const step = scenario.steps[firstCancel(scenario)]
  if (step === undefined) return null
  const at: Case = { protocol, scenario, trace: run(protocol.model, scenario), cancelAt: step.at, dice }
  switch (ask.kind) {
    case 'code':
      return askCode(at)
    case 'late':
      return askLate(at)
    case 'held':
      return askHeld(at, ask.when)
    case 'tick':
      return askTick(at, ask.of)
    case 'clause':
      return askClause(at)
  }
}
