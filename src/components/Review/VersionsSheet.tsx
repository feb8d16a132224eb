import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { specificationNamed } from '#store/lab/derived.ts'
import { readClause } from '#store/review/reviewPlace.ts'
import { byPart, partTitles, type ChangedMember, type VersionChange, type VersionDiff } from '#store/review/versions.ts'
import { useVersions } from '#store/review/useVersions.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { CloseIcon } from '../parts/icons.tsx'
import sheets from '../Sheets/Sheets.module.css'
import styles from './Versions.module.css'

/** What has changed since an earlier version; the specification that is open comes first. */
export function VersionsSheet() {
  const { found, versions } = useVersions()
  const close = (): void => versions.close()
  return found === null ? null : (
    <ModalOverlay
      className={css(sheets.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : close())}
    >
      <Modal className={css(sheets.modal)} data-width="text">
        <Dialog className={css(sheets.dialog)}>
          <header className={sheets.head}>
            <Heading slot="title">Changed since the version that was opened</Heading>
            <button
              type="button"
              className={css(parts.btn, parts.icon, parts.quiet)}
              aria-label="Close"
              onClick={close}
            >
              <CloseIcon />
            </button>
          </header>
          <Changes found={found} onLeave={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

interface Props {
  readonly found: VersionDiff
  readonly onLeave: () => void
}

function Changes({ found, onLeave }: Props) {
  const own = useLab((state) => state.scenario.spec)
  const specs = [...new Set(found.changes.map(({ spec }) => spec))].sort(
    (a, b) => Number(b === own) - Number(a === own),
  )
  return (
    <div className={styles.body}>
      {specs.length === 0 ? <p>Nothing has changed.</p> : null}
      {specs.map((spec) => (
        <section key={spec} aria-label={specificationNamed(spec)?.document.title ?? spec}>
          <h3 className={parts.mono}>{specificationNamed(spec)?.document.title ?? spec}</h3>
          {byPart(found, spec).map(({ part, changes }) => (
            <div key={part}>
              <h4>
                {partTitles[part]} <span>{changes.length}</span>
              </h4>
              <ul>
                {changes.map((change) => (
                  <Change key={change.id} change={change} canOpen={spec === own} onLeave={onLeave} />
                ))}
              </ul>
            </div>
          ))}
        </section>
      ))}
      {found.unstated.length === 0 ? null : (
        <p className={parts.muted}>
          The file was saved before statements were: verdicts of {found.unstated.join(', ')} are not compared.
        </p>
      )}
    </div>
  )
}

const kindWords: Readonly<Record<VersionChange['kind'], string>> = {
  added: 'new',
  removed: 'gone',
  changed: 'changed',
}

interface ChangeProps {
  readonly change: VersionChange
  /** Whether its clause can be read on the screen behind. */
  readonly canOpen: boolean
  readonly onLeave: () => void
}

function Change({ change, canOpen, onLeave }: ChangeProps) {
  const lab = useLabStore()
  const { id, kind, part, members } = change
  const read = (): void => {
    onLeave()
    readClause(lab, id)
  }
  return (
    <li data-kind={kind}>
      {canOpen && part === 'clause' && kind !== 'removed' ? (
        <button type="button" className={css(parts.link, parts.mono)} title="Read this clause" onClick={read}>
          {id}
        </button>
      ) : (
        <code>{id}</code>
      )}{' '}
      <b>{kindWords[kind]}</b>
      <dl>
        {members.map((member) => (
          <Member key={member.name} {...member} />
        ))}
      </dl>
    </li>
  )
}

const Member = ({ name, before, after }: ChangedMember) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {before === null ? null : <del>{before}</del>} {after === null ? null : <ins>{after}</ins>}
    </dd>
  </div>
)
