import { useState } from 'react'
import { comparePair } from '#store/compare/sides.ts'
import { specifications } from '#store/lab/derived.ts'
import { forksText, takeForksText } from '#store/lab/forksFile.ts'
import { chooseJson, saveText, takeFile } from '#store/files/files.ts'
import { removeFork, renameFork } from '#store/forks/editing.ts'
import { treeOf, type Branch } from '#store/forks/tree.ts'
import { canRedo, canUndo } from '#store/lab/slices/history.ts'
import { useActions, useLab, useLabStore, usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { WitnessDrawing } from '../Review/WitnessPicture.tsx'
import { SheetFrame } from '../Sheets/SheetFrame.tsx'
import styles from './Forks.module.css'

/** The runs that are kept, each below the one that it left; any two can be laid side by side. */
export function ForksSheet() {
  const lab = useLabStore()
  const forks = useLab((state) => state.forks)
  const { keepFork, openSheet, undo, redo, goTo } = useActions()
  const isUndoable = useLab(canUndo)
  const isRedoable = useLab(canRedo)
  const { copyLink } = usePage()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const small = css(parts.btn, parts.small)
  const [left, right] = chosen.map((id) => forks.find((fork) => fork.id === id))
  const isPair = left !== undefined && right !== undefined && left.scenario.spec === right.scenario.spec
  const compare = (): void => {
    if (left === undefined || right === undefined) return
    openSheet(null)
    comparePair(lab, left.scenario, right.scenario)
    goTo('compare')
  }
  const choose = (id: string, isChosen: boolean): void =>
    setChosen((all) => (isChosen ? [...all, id].slice(-2) : all.filter((each) => each !== id)))
  return (
    <SheetFrame title="Kept runs" width="wide">
      <div className={styles.tools}>
        <button type="button" className={css(parts.btn, parts.small, parts.key)} onClick={() => keepFork(null)}>
          Keep the open run
        </button>
        <button type="button" className={small} disabled={!isPair} onClick={compare}>
          Compare the two that are chosen
        </button>
        <span className={styles.gap} />
        {isUndoable || isRedoable ? (
          <>
            <button type="button" className={small} disabled={!isUndoable} onClick={undo}>
              Undo
            </button>
            <button type="button" className={small} disabled={!isRedoable} onClick={redo}>
              Redo
            </button>
          </>
        ) : null}
        <button type="button" className={small} disabled={forks.length === 0} onClick={copyLink}>
          Copy link to these
        </button>
        <button
          type="button"
          className={small}
          disabled={forks.length === 0}
          onClick={() => saveText(window, 'aftercancel-runs.json', 'application/json', forksText(forks))}
        >
          Save file
        </button>
        <button
          type="button"
          className={small}
          onClick={() => chooseJson(window, (file) => void takeFile(lab, file, (text) => takeForksText(lab, text)))}
        >
          Open file
        </button>
      </div>
      {forks.length === 0 ? (
        <p className={styles.none}>
          None yet. Press F at any time to keep the run that is open. What you leave by undoing it and doing something
          else is kept by itself.
        </p>
      ) : (
        <ul aria-label="Kept runs">
          {treeOf(forks).map((branch) => (
            <BranchItem key={branch.fork.id} branch={branch} chosen={chosen} onChoose={choose} />
          ))}
        </ul>
      )}
    </SheetFrame>
  )
}

interface ItemProps {
  readonly branch: Branch
  readonly chosen: readonly string[]
  readonly onChoose: (id: string, isChosen: boolean) => void
}

function BranchItem({ branch: { fork, leaves, branches }, chosen, onChoose }: ItemProps) {
  const isOpen = useLab((state) => state.branch === fork.id)
  const lab = useLabStore()
  const { openFork, openSheet } = useActions()
  const small = css(parts.btn, parts.small, parts.quiet)
  const open = (): void => {
    openSheet(null)
    openFork(fork.id)
  }
  return (
    <li>
      <article className={styles.run} aria-label={fork.name} data-open={isOpen ? '' : undefined}>
        <button type="button" className={styles.picture} aria-label={`Open ${fork.name}`} onClick={open}>
          <WitnessDrawing scenario={fork.scenario} clause="" width={360} unit={1} />
        </button>
        <div className={styles.words}>
          <textarea
            rows={1}
            aria-label="Name of this run"
            defaultValue={fork.name}
            key={fork.name}
            onBlur={({ target }) => {
              const name = target.value.trim().replaceAll(/\s+/g, ' ')
              if (name !== '' && name !== fork.name) renameFork(lab, fork.id, name)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              event.currentTarget.blur()
            }}
          />
          <p className={parts.muted}>
            <span className={parts.mono}>{specifications.find(({ id }) => id === fork.scenario.spec)?.title}</span>
            {fork.byHand ? '' : ' · kept by itself'}
            {isOpen ? ' · the open run came from it' : ''}
          </p>
          {leaves === null ? null : (
            <p className={styles.leaves}>
              {leaves.tick === null ? null : <b>Leaves at {leaves.tick}. </b>}
              {leaves.words}
            </p>
          )}
          <div className={styles.deeds}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(fork.id)}
                onChange={({ target }) => onChoose(fork.id, target.checked)}
              />{' '}
              Compare
            </label>
            <button type="button" className={small} onClick={open}>
              Open
            </button>
            <button type="button" className={small} onClick={() => removeFork(lab, fork.id)}>
              Remove
            </button>
          </div>
        </div>
      </article>
      {branches.length === 0 ? null : (
        <ul>
          {branches.map((branch) => (
            <BranchItem key={branch.fork.id} branch={branch} chosen={chosen} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </li>
  )
}
