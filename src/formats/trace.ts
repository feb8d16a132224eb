import type { Trace } from '#kernel/trace.ts'

export const traceFormat = 'aftercancel/trace@1'

/** The lines of a trace file (docs/formats.md, section 2), without line ends. */
export function traceLines(trace: Trace): string[] {
  const { spec, title, knobs, steps } = trace.scenario
  const header = {
    format: traceFormat,
    spec,
    scenario: { format: 'aftercancel/scenario@1', spec, title, knobs, steps },
  }
  return [JSON.stringify(header), ...trace.events.map((event) => JSON.stringify(event))]
}
