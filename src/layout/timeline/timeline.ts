import { cancelCommand } from '#kernel/call.ts'
import { milestones } from '#kernel/effect.ts'
import type { Model } from '#kernel/model.ts'
import { askedCancel } from '#kernel/steps.ts'
import type { Trace } from '#kernel/trace.ts'
import { answersOf, flagsOf, refusalsOf } from './flags.ts'
import { lanesOf } from './lanes.ts'
import { messagesOf } from './messages.ts'
import { resourcesOf } from './resources.ts'
import type { CommandMark, Mark, MilestoneMark, Place, Timeline } from './types.ts'

/** A run as a picture in ticks. */
export function timelineOf(model: Model, trace: Trace): Timeline {
  const { lanes, placeOf } = lanesOf(model, trace)
  const answers = answersOf(trace)
  const refusals = refusalsOf(trace, answers)
  const refused = new Set(answers.flatMap(({ back, isRefused }) => (isRefused ? [back.i] : [])))
  const messages = messagesOf(trace, placeOf, refused)
  const commands = commandsOf(model, trace)
  const asked = askedCancel(trace.scenario)
  const cancel = commands.find(({ step }) => step === asked) ?? null
  const reached = milestonesOf(model, trace, placeOf)
  return {
    spec: model.spec,
    end: trace.events.at(-1)?.t ?? 0,
    lanes,
    messages,
    flags: flagsOf({ model, trace, answers, placeOf }),
    marks: marksOf(trace, placeOf, refusals),
    resources: resourcesOf(
      model,
      trace,
      refusals.map(({ tick }) => tick),
      reached,
    ),
    milestones: reached,
    commands,
    cancel,
    target: trace.target,
    operations: commands.filter(({ name }) => model.commands[name]?.operation === true).length,
    answer: trace.outcome.cancel?.code ?? null,
    aftermath:
      cancel === null || reached.length === 0
        ? null
        : { from: cancel.tick, to: Math.max(cancel.tick, ...reached.map(({ tick }) => tick)) },
  }
}

function marksOf(
  trace: Trace,
  placeOf: (actor: string) => Place | null,
  refusals: readonly { readonly actor: string; readonly tick: number; readonly line: number }[],
): Mark[] {
  const marks: Mark[] = []
  const sent = new Map<string, { readonly to: string; readonly due: number }>()
  const put = (actor: string, mark: Omit<Mark, 'place'>): void => {
    const place = placeOf(actor)
    if (place !== null) marks.push({ ...mark, place })
  }
  for (const event of trace.events) {
    if (event.kind === 'send') sent.set(event.msg, event)
    else if (event.kind === 'result')
      put(event.actor ?? '', { tick: event.t, kind: event.late ? 'late' : 'result', lines: [event.i] })
    else if (event.kind === 'drop') {
      const send = sent.get(event.msg)
      if (send !== undefined && event.t >= send.due) put(send.to, { tick: event.t, kind: 'lost', lines: [event.i] })
    }
  }
  for (const { actor, tick, line } of refusals) put(actor, { tick, kind: 'refused', lines: [line] })
  return marks.sort((a, b) => a.tick - b.tick)
}

function milestonesOf(model: Model, trace: Trace, placeOf: (actor: string) => Place | null): MilestoneMark[] {
  const resources = Object.keys(model.resources)
  return milestones.flatMap((name): MilestoneMark[] => {
    const tick = trace.outcome.milestones[name]
    const line = trace.events.findLast(
      (event) => event.kind === 'milestone' && event.name === name && event.operation === trace.target,
    )
    if (tick === undefined || line === undefined) return []
    const resource = name === 'released' ? resources.indexOf(trace.origins[line.i]?.letGo ?? '') : -1
    const place = resource >= 0 ? { resource } : placeOf(line.actor ?? '')
    return [{ name, tick, place, lines: [line.i] }]
  })
}

function commandsOf(model: Model, trace: Trace): CommandMark[] {
  return trace.events.flatMap((event): CommandMark[] => {
    if (event.kind !== 'command') return []
    const { title, kind } = model.commands[event.do] ?? { title: event.do, kind: 'fault' }
    // A call begins with its verb, which says enough where there is no room.
    const [verb = title] = title.split(' ')
    return [
      {
        step: event.step,
        tick: event.t,
        name: event.do,
        title,
        texts: kind === 'call' ? [...new Set([title, verb])] : [title],
        isCancel: event.do === cancelCommand,
        lines: [event.i],
      },
    ]
  })
}
