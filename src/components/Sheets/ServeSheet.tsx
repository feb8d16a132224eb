import { servedRun } from '#store/files/serveRun.ts'
import { useLab, usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { SheetFrame } from './SheetFrame.tsx'
import styles from './ServeSheet.module.css'

/** How real clients can talk to the run that one sees, and a test that tries their cancel at every moment. */
export function ServeSheet() {
  const scenario = useLab((state) => state.scenario)
  const { save } = usePage()
  const { command, test } = servedRun({ scenario })
  return (
    <SheetFrame title="Serve this run" width="text">
      <p>
        The model answers as the service: the knobs, the faults and what happens to the service are those of this run,
        and the calls come from your client.{' '}
        <button type="button" className={css(parts.btn)} onClick={() => save('scenario')}>
          Save the scenario
        </button>
      </p>
      <Text title="The command" text={command} />
      <Text title="A test of your own client, at every moment of its cancel" text={test} />
    </SheetFrame>
  )
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  const { copyText } = usePage()
  return (
    <section aria-label={title}>
      <header className={styles.head}>
        <h3>{title}</h3>
        <button
          type="button"
          className={css(parts.btn)}
          aria-label={`Copy: ${title}`}
          onClick={() => copyText(text, 'It is in the clipboard.')}
        >
          Copy
        </button>
      </header>
      {/* What is too wide is read by moving it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
    </section>
  )
}
