import { useEffect, useRef } from 'react'
import { glossary, glossaryGroups, ownTerms } from '#store/explore/glossary.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import { SheetFrame } from '../Sheets/SheetFrame.tsx'
import styles from './Glossary.module.css'

interface Entry {
  readonly key: string
  readonly word: string
  readonly note?: string
  readonly says: string
}

/** All words of the picture, with what they mean: those of the open specification first. */
export function GlossarySheet({ term }: { readonly term: string | null }) {
  const { model, document } = useLab((state) => specificationFor(state.scenario))
  const asked = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A statement, since what a browser returns of it is nothing to clean up with: it may be a promise.
    asked.current?.scrollIntoView({ block: 'center' })
  }, [term])
  const common = glossaryGroups.map(
    ([group, terms]) => [group, terms.map((key): Entry => ({ key, ...glossary[key] }))] as const,
  )
  const own = ownTerms(model).map(([group, terms]) => [`${document.title}: ${group.toLowerCase()}`, terms] as const)
  return (
    <SheetFrame title="Glossary" width="text">
      {[...own, ...common].map(([group, entries]) => (
        <section key={group} className={styles.group}>
          <h3>{group}</h3>
          <dl>
            {entries.map(({ key, word, note, says }: Entry) => (
              <div key={key} ref={key === term ? asked : undefined} data-asked={key === term ? '' : undefined}>
                <dt>
                  {word}
                  {note === undefined ? null : <small>{note}</small>}
                </dt>
                <dd>{says}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </SheetFrame>
  )
}
