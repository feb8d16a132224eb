import { useState } from 'react'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import { adviceOn, hasRun, lookUpText, openRunTo, type CodeMeaning } from '#store/explore/lookup.ts'
import { useActions, useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import styles from './LookupSheet.module.css'
import { SheetFrame } from './SheetFrame.tsx'

/** What a number, a name or a pasted line of a log is, what it means after a cancel, and a run that comes to it. */
export function LookupSheet({ text: begin }: { readonly text: string }) {
  const [text, setText] = useState(begin)
  const { found, meanings } = lookUpText(text)
  return (
    <SheetFrame title="What is this number?" width="text">
      <SearchField
        className={css(styles.field)}
        aria-label="A number, a name, or a line of a log"
        value={text}
        onChange={setText}
        // The sheet is opened to type into it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      >
        <Input placeholder='0x8004106C, 1726, "code": 12, or a line of a log' />
      </SearchField>
      <output className={styles.status}>
        {text.trim() === '' ? null : meanings.length === 0 ? (
          <p className={styles.none}>Unknown. No specification here, and nothing beside it, has such a code.</p>
        ) : found === text.trim() ? null : (
          <p className={parts.muted}>
            Found in it: <Symbol text={found} />
          </p>
        )}
      </output>
      {meanings.map((meaning) => (
        <Meaning key={`${meaning.spec} ${meaning.name}`} meaning={meaning} />
      ))}
    </SheetFrame>
  )
}

function Meaning({ meaning }: { readonly meaning: CodeMeaning }) {
  const lab = useLabStore()
  const { openSheet } = useActions()
  const { name, value, family, kind, code, means, evidence, definedIn } = meaning
  return (
    <section className={styles.meaning}>
      <h3 className={parts.mono}>
        <Symbol text={name} /> <span className={parts.muted}>{value}</span>
      </h3>
      <p className={parts.muted}>
        {family}
        {kind === 'own' || code === null ? '' : `; here ${code} stands for it`}
        {definedIn === null ? '' : `; defined in ${definedIn}`}
      </p>
      <p>
        {means} <EvidenceMark {...evidence} />
      </p>
      <ul className={styles.advice} aria-label="What to do">
        {adviceOn(meaning).map((advice) => (
          <li key={advice}>{advice}</li>
        ))}
      </ul>
      {hasRun(meaning) ? (
        <button
          type="button"
          className={css(parts.btn, parts.small)}
          onClick={() => {
            openSheet(null)
            openRunTo(lab, meaning)
          }}
        >
          Open the shortest run to {code}
        </button>
      ) : null}
    </section>
  )
}
