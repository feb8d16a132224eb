import { cancelCommand } from '#kernel/call.ts'
import type { NamedRecording } from '#formats/recordingFile.ts'
import { traceOf } from '../lab/derived.ts'
import type { Judgement } from '../workers/judgeServer.ts'
import type { EvidenceState } from './evidence.ts'
import { recordedText } from './lines.ts'

/** A part of a sentence: words, a time, or something that a machine says. */
export interface Piece {
  readonly text: string
  readonly tone: 'plain' | 'time' | 'cancel' | 'code'
}

const plain = (text: string): Piece => ({ text, tone: 'plain' })
const figures = new Intl.NumberFormat('en-GB')
const figure = (n: number): string => figures.format(n).replaceAll(',', ' ')
const lines = (n: number): string => (n === 1 ? 'the one line' : `all ${figure(n)} lines`)

/** Where a line stands: "line 12", "entry 4"; of an inferred one where the line before it stands. */
export function placeText({ opened: { places, placeIs } }: NamedRecording, index: number): string {
  for (let at = index; at >= 0; at--) {
    const place = places[at]
    if (place !== null && place !== undefined) return `${placeIs} ${place}`
  }
  return `line ${index + 1}`
}

/** What came of it, in a few words. */
export function headlineOf({ mode, judgement, read, progress }: EvidenceState): string {
  const count = read?.opened.observation.lines.length ?? 0
  if (judgement === null) {
    if (mode === 'stopped') return `Stopped: ${figure(progress.explained)} of ${figure(count)} lines are explained.`
    return mode === 'explaining' ? 'Looking for a run that shows this …' : ''
  }
  const { verdict, deviations, explained } = judgement.report
  if (verdict === 'allowed')
    return judgement.report.overdue.length === 0
      ? `Allowed: a run explains ${lines(count)}.`
      : `A run explains ${lines(count)}, and then a call never returns.`
  const [first] = deviations
  if (verdict === 'notAllowed')
    return first === undefined || read === null
      ? 'Not allowed: no run shows this.'
      : `Not allowed: no run has ${placeText(read, first.index)}.`
  return `Not decided: ${figure(explained)} of ${figure(count)} lines are explained.`
}

/** Calls that should have returned: what is wrong with the implementation, by which clause. */
const overduePieces = (read: NamedRecording, { report: { overdue } }: Judgement): Piece[] =>
  overdue.map(({ index, says, clauses }) =>
    plain(`${says} That goes against ${clauses.join(' and ')} (${placeText(read, index)}). `),
  )

/** What the explaining run says of the cancel, and when what nobody saw can have been. */
function allowedPieces(read: NamedRecording, { report }: Judgement): Piece[] {
  const { run, scale, hidden } = report
  if (run === null || scale === null)
    return [plain('Some order of events shows this; no constant durations were found under which it comes about.')]
  const trace = traceOf(run)
  const { outcome, events } = trace
  const { unit, lines: seen } = read.opened.observation
  const at = (time: number, tone: Piece['tone'] = 'time'): Piece => ({
    text: `${figure(Math.round(time))} ${unit}`,
    tone,
  })
  const time = (tick: number, tone?: Piece['tone']): Piece => at(scale.zero + tick * scale.unitsPerTick, tone)
  const { issued, accepted, settled } = outcome.milestones
  const isCancelSeen = seen.some(({ op, kind }) => kind === 'call' && op === cancelCommand)
  const pieces: Piece[] = []
  if (isCancelSeen && issued !== undefined) {
    pieces.push(plain('The cancel at '), time(issued, 'cancel'))
    if (accepted !== undefined) pieces.push(plain(' was accepted by '), time(accepted))
    else if (outcome.cancel !== null)
      pieces.push(plain(' came back with '), { text: outcome.cancel.code, tone: 'code' })
    pieces.push(plain('. '))
  } else pieces.push(plain('Nobody cancels. '))
  if (settled !== undefined && outcome.settle !== null)
    pieces.push(
      plain('The client knew the end, '),
      { text: outcome.settle.code, tone: 'code' },
      plain(', at '),
      time(settled),
      plain('. '),
    )
  const stopped = hidden.find(({ line }) => {
    const event = events[line]
    return event?.kind === 'milestone' && event.name === 'stopped' && event.operation === trace.target
  })
  if (stopped === undefined || !isCancelSeen) return pieces
  const { earliest, latest } = stopped
  pieces.push(plain('Nobody saw the work stop'))
  if (earliest !== null && latest !== null)
    pieces.push(plain('; it did so between '), at(earliest), plain(' and '), at(latest))
  else if (latest !== null) pieces.push(plain('; it did so by '), at(latest))
  else if (earliest !== null && earliest > scale.zero) pieces.push(plain('; it did so after '), at(earliest))
  return [...pieces, plain('.')]
}

/** The sentence below the headline. */
export function leadOf({ mode, judgement, read, progress, worldsMax }: EvidenceState): Piece[] {
  if (read === null) return []
  const count = read.opened.observation.lines.length
  if (judgement === null) {
    if (mode === 'stopped') return [plain('The search was stopped. It begins again where you ask for it.')]
    if (mode !== 'explaining') return []
    return [
      plain(
        `${figure(progress.explained)} of ${figure(count)} lines are explained, in ${figure(progress.worlds)} worlds.`,
      ),
    ]
  }
  const { verdict, deviations, explained, isRestExplained, worlds } = judgement.report
  if (verdict === 'allowed') return [...overduePieces(read, judgement), ...allowedPieces(read, judgement)]
  if (verdict === 'notDecided')
    return [
      plain(
        `The bound of ${figure(worldsMax)} worlds was met after ${figure(worlds)}. It may be allowed or not; a wider search may tell.`,
      ),
    ]
  const [first] = deviations
  if (first === undefined) return []
  const before =
    explained === 0
      ? 'Nothing comes before it.'
      : `${figure(explained)} ${explained === 1 ? 'line has' : 'lines have'} a run that explains them.`
  const rest = isRestExplained
    ? deviations.length === 1
      ? ' Without it, the rest is explained.'
      : ` Without it and ${deviations.length - 1} more, the rest is explained.`
    : ''
  return [
    plain(`${before} Then `),
    { text: recordedText(first.found), tone: 'code' },
    plain(' comes, and no run of the model, under any reading, has that there.'),
    plain(rest),
  ]
}
