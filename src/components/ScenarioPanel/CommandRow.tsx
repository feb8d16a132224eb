import { memo, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure'
import { cancelAtOf, commandOf } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import type { Step } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { NumberBox } from '../fields/NumberBox.tsx'
import { argumentTitle, inWords } from '../fields/words.ts'
import { since } from '../Inspector/since.ts'
import { css } from '../parts/css.ts'
import { FlagIcon } from '../parts/icons.tsx'
import { Arguments } from './Arguments.tsx'
import styles from './ScenarioPanel.module.css'

interface Props {
  readonly spec: string
  readonly index: number
  readonly step: Step
  /** Whether it is the command that is asked about. */
  readonly isFlag: boolean
  /** The operation that it names although nothing starts it; null: none. */
  readonly unstarted: number | null
  readonly canGoUp: boolean
  readonly canGoDown: boolean
  /** Told when somebody begins to write the tick, and ends. */
  readonly onWriting: (isWriting: boolean) => void
}

/** Later than any run goes on. */
const tickMax = 1_000_000_000

/** One command: when, what, and in a drawer its arguments and what can be done with it. */
export const CommandRow = memo(function CommandRow({
  spec,
  index,
  step,
  isFlag,
  unstarted,
  canGoUp,
  canGoDown,
  onWriting,
}: Props) {
  const { title } = commandOf(spec, step.do)
  return (
    <li data-flag={isFlag ? '' : undefined} className={styles.command}>
      <TimeBox index={index} at={step.at} title={title} onWriting={onWriting} />
      <Drawer
        spec={spec}
        index={index}
        name={step.do}
        args={step.args}
        isFlag={isFlag}
        unstarted={unstarted}
        canGoUp={canGoUp}
        canGoDown={canGoDown}
      />
      {isFlag ? (
        <span className={styles.aside}>
          <FlagIcon />
        </span>
      ) : (
        <Relative at={step.at} />
      )}
    </li>
  )
})

interface DrawerProps extends Omit<Props, 'step' | 'onWriting'> {
  readonly name: string
  readonly args: Step['args']
}

/** What the command is, whenever it comes: nothing of it is drawn again while the command is dragged. */
const Drawer = memo(function Drawer({ spec, index, name, args, isFlag, unstarted, canGoUp, canGoDown }: DrawerProps) {
  const { title, says, kind, args: domains } = commandOf(spec, name)
  // A call begins with its verb; what befalls somebody has none that stands first.
  const [verb, ...object] = kind === 'call' ? title.split(' ') : ['', title]
  const [isOpen, setOpen] = useState(false)
  const other = Object.entries(domains).filter(([arg, domain]) => args[arg] !== domain.default)
  return (
    <Disclosure className={css(styles.drawer)} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Button slot="trigger" className={css(styles.what)}>
        <span>
          <b>{verb}</b> {object.join(' ')}
        </span>
        {other.length > 0 ? (
          <small>{other.map(([arg]) => `${argumentTitle(arg)}: ${inWords(String(args[arg]))}`).join(', ')}</small>
        ) : null}
        {unstarted === null ? null : <small>nothing starts operation {unstarted}</small>}
      </Button>
      <DisclosurePanel className={css(styles.details)}>
        {isOpen ? (
          <>
            <p>{says}</p>
            <Arguments index={index} values={args} domains={domains} />
            <Tools index={index} isFlag={isFlag} canGoUp={canGoUp} canGoDown={canGoDown} />
          </>
        ) : null}
      </DisclosurePanel>
    </Disclosure>
  )
})

function Tools({ index, isFlag, canGoUp, canGoDown }: Pick<Props, 'index' | 'isFlag' | 'canGoUp' | 'canGoDown'>) {
  const { ask, removeStep, shiftStep } = useActions()
  const small = css(parts.btn, parts.small)
  return (
    <div className={styles.tools}>
      {isFlag ? null : (
        <button type="button" className={small} onClick={() => ask(index)}>
          What if at another tick?
        </button>
      )}
      {canGoUp ? (
        <button type="button" className={small} onClick={() => shiftStep(index, -1)}>
          Earlier in this tick
        </button>
      ) : null}
      {canGoDown ? (
        <button type="button" className={small} onClick={() => shiftStep(index, 1)}>
          Later in this tick
        </button>
      ) : null}
      <button type="button" className={small} onClick={() => removeStep(index)}>
        Remove
      </button>
    </div>
  )
}

interface TimeProps extends Pick<Props, 'index' | 'onWriting'> {
  readonly at: number
  readonly title: string
}

/** The tick as a field; while something is dragged along the axis it is only told, since a field costs more than a frame allows. */
const TimeBox = memo(function TimeBox({ index, at, title, onWriting }: TimeProps) {
  const isDragged = useLab(
    (state) => state.gesture !== null && state.gesture.steps[index]?.at !== state.scenario.steps[index]?.at,
  )
  const { moveStep } = useActions()
  if (isDragged) return <span className={styles.time}>{at}</span>
  return (
    <span className={styles.time}>
      <NumberBox
        name={`Tick of “${title}”`}
        value={at}
        min={0}
        max={tickMax}
        onChange={(tick) => moveStep(index, tick)}
        onWriting={onWriting}
      />
    </span>
  )
})

/** How long before or after the cancel. */
function Relative({ at }: { readonly at: number }) {
  const cancel = useLab((state) => cancelAtOf(state.scenario))
  if (cancel === null) return null
  return (
    <span className={styles.aside} title="Ticks from the cancel">
      {since(at - cancel)}
    </span>
  )
}
