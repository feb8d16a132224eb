import { cancelCommand, specificationFor, traceOf } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import type { Evidence } from '#store/lab/types.ts'
import {
  evidenceFor,
  isOurReading,
  meaningHere,
  meaningOf,
  toneOf,
  type Answer as AnswerEvent,
} from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import styles from './Inspector.module.css'

/** A code at a size at which the whole of it stands on one line, where that is not too small. */
const size = (code: string): string => `${Math.max(0.9375, Math.min(1.375, 29 / code.length)).toFixed(3)}rem`

interface BoxProps {
  readonly code: string
  readonly value: string
  readonly means: string
  readonly evidence: Evidence | null
  readonly tone: string
  readonly isReading: boolean
}

function CodeBox({ code, value, means, evidence, tone, isReading }: BoxProps) {
  return (
    <div className={styles.box} data-tone={tone}>
      <p className={styles.code} style={{ fontSize: size(code) }}>
        <Symbol text={code} />
      </p>
      <p className={styles.value}>
        <span className={parts.mono}>{value}</span>
        {isReading ? <span className={css(parts.chip, parts.reading)}>our reading</span> : null}
      </p>
      <p className={styles.meaning}>{means}</p>
      {evidence === null ? null : <EvidenceMark {...evidence} />}
    </div>
  )
}

/** The answer large: symbol, number, and what it means here. */
export function Answer({ answer }: { readonly answer: AnswerEvent }) {
  const scenario = useLab((state) => state.scenario)
  const { document } = specificationFor(scenario)
  const isCancel = answer.kind === 'return' && answer.op === cancelCommand
  const title =
    answer.kind === 'settle' ? `How operation ${answer.operation} ended` : isCancel ? document.title : answer.op
  return (
    <section className={parts.pane} aria-label="Return code">
      <h2 className={parts.head}>
        <span className={answer.kind === 'settle' ? styles.what : styles.function}>{title}</span>
        <span className={css(parts.muted, parts.num)}>
          {answer.kind === 'settle' ? `known at ${answer.t}` : `answer at ${answer.t}`}
        </span>
      </h2>
      <CodeBox
        code={answer.code}
        value={answer.value}
        means={meaningHere(scenario, answer)}
        evidence={evidenceFor(scenario, answer.code)}
        tone={toneOf(scenario, answer)}
        isReading={isOurReading(scenario, answer)}
      />
    </section>
  )
}

/** A code that nothing in this run returned. */
export function CodeOnly({ code }: { readonly code: string }) {
  const scenario = useLab((state) => state.scenario)
  const value = specificationFor(scenario).document.codes[code]?.value ?? ''
  return (
    <section className={parts.pane} aria-label="Return code">
      <h2 className={parts.head}>
        A code <span className={parts.muted}>that nothing in this run returns</span>
      </h2>
      <CodeBox
        code={code}
        value={value}
        means={meaningOf(scenario, code)}
        evidence={evidenceFor(scenario, code)}
        tone="none"
        isReading={false}
      />
    </section>
  )
}

/** Why there is no answer to show. */
export function NoAnswer() {
  const trace = useLab((state) => traceOf(state.scenario))
  const isCancelled = trace.events.some((event) => event.kind === 'command' && event.do === cancelCommand)
  return (
    <section className={parts.pane} aria-label="Return code">
      <h2 className={parts.head}>No answer</h2>
      <p className={styles.meaning}>
        {isCancelled
          ? 'The cancel never returns in this run, so there is no code to explain.'
          : 'No cancel in this run. Add a cancel, or press C to cancel at the playhead.'}
      </p>
    </section>
  )
}
