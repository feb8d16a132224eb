import { plainText } from '#analysis/sentence.ts'
import { sentenceFor } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'

/** Long enough that a key which is held down, or a slider that is moved, is told once. Milliseconds. */
const quietTime = 400

/** Tells a screen reader the sentence of the run when a change is over; during a gesture nothing is said. */
export function announceRuns(lab: LabStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = lab.getState().scenario
  const tell = (): void => {
    const { scenario } = lab.getState()
    if (scenario === told) return
    told = scenario
    lab.actions.announce(plainText(sentenceFor(scenario)))
  }
  const stop = lab.subscribe((state, before) => {
    if (state.scenario === before.scenario && state.gesture === before.gesture) return
    clearTimeout(timer)
    if (state.gesture === null) timer = setTimeout(tell, quietTime)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
