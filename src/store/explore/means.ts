import type { Scenario } from '#kernel/model.ts'
import type { Target } from '#layout/timeline/placed.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import { glossary, phaseTerms, resourceKey, saysOf } from './glossary.ts'
import { meaningHere } from './inspect.ts'
import { timelineFor } from './timeline.ts'

/** What the pattern of a bar means that begins with this line. */
function phaseMeans(scenario: Scenario, line: number): string | null {
  const spans = timelineFor(scenario).lanes.flatMap(({ tracks }) => tracks.flatMap((track) => track.spans))
  const span = spans.find(({ lines }) => lines[0] === line) ?? spans.find(({ lines }) => lines.includes(line))
  return span === undefined ? null : glossary[phaseTerms[span.phase]].says
}

/** What something on the timeline means, for somebody who meets it for the first time: a milestone, a code, a mark, a pattern; else null. */
export function meansOf(scenario: Scenario, { lines, stretch }: Pick<Target, 'lines' | 'stretch'>): string | null {
  const [line = -1] = lines
  const event = traceOf(scenario).events[line]
  switch (event?.kind) {
    case undefined:
      return null
    case 'milestone':
      return glossary[event.name].says
    case 'return':
    case 'settle':
      return meaningHere(scenario, event)
    case 'result':
      return glossary[event.late ? 'late' : 'result'].says
    case 'drop':
      return glossary.lost.says
    case 'resource':
      return saysOf(specificationFor(scenario).model, resourceKey(event.name))
    default:
      return stretch === null ? null : phaseMeans(scenario, line)
  }
}
