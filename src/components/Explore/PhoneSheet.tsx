import { useState } from 'react'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useActions, useLab } from '#store/services/hooks.ts'
import { glossary } from '#store/explore/glossary.ts'
import { answerFor, meaningHere, milestonesFor, toneOf, type MilestoneRow } from '#store/explore/inspect.ts'
import { ChartStrip } from '../Charts/ChartStrip.tsx'
import { Inspector } from '../Inspector/Inspector.tsx'
import { since } from '../Inspector/since.ts'
import { css } from '../parts/css.ts'
import { MilestoneIcon } from '../parts/icons.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import { ScenarioPanel } from '../ScenarioPanel/ScenarioPanel.tsx'
import { EventList } from '../Timeline/EventList.tsx'
import { Readout } from '../Transport/Readout.tsx'
import { Speed, Steps, Tell } from '../Transport/Transport.tsx'
import styles from './Phone.module.css'

interface Props {
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** The answer, the milestones and the playback; opened, also the inspector and the scenario. */
export function PhoneSheet({ isOpen, onToggle }: Props) {
  const [asked, setAsked] = useState<Milestone | null>(null)
  return (
    <section className={styles.sheet} data-open={isOpen ? '' : undefined} aria-label="Return code and playback">
      <button
        type="button"
        className={styles.grip}
        aria-expanded={isOpen}
        aria-label={isOpen ? 'Less' : 'More: inspector, scenario, states, events'}
        onClick={onToggle}
      />
      {isOpen ? (
        <Tabs className={css(styles.tabs)}>
          <TabList className={css(styles.list)} aria-label="More about this run">
            <Tab id="inspector">Inspector</Tab>
            <Tab id="scenario">Scenario</Tab>
            <Tab id="states">States</Tab>
            <Tab id="events">Events</Tab>
          </TabList>
          <TabPanel id="inspector" className={css(styles.panel)}>
            <Inspector />
          </TabPanel>
          <TabPanel id="scenario" className={css(styles.panel)}>
            <ScenarioPanel />
          </TabPanel>
          <TabPanel id="states" className={css(styles.panel, styles.scrolled)}>
            <ChartStrip isStacked />
          </TabPanel>
          <TabPanel id="events" className={css(styles.panel)}>
            <EventList />
          </TabPanel>
        </Tabs>
      ) : (
        <>
          <Code asked={asked} />
          <Moments onAsk={setAsked} />
        </>
      )}
      <div className={styles.play}>
        <Steps isShort />
        <Tell />
        {isOpen ? <Speed /> : <Readout />}
      </div>
    </section>
  )
}

type Milestone = MilestoneRow['name']

/** The answer and what it means; or, right after the press of a milestone, what that is. */
function Code({ asked }: { readonly asked: Milestone | null }) {
  // The explanation goes when the playhead goes on.
  const isThere = useLab(
    (state) => milestonesFor(state.scenario).find(({ name }) => name === asked)?.tick === state.playhead,
  )
  const answer = useLab((state) => answerFor(state.scenario, state.selection))
  const tone = useLab((state) => (answer === null ? 'plain' : toneOf(state.scenario, answer)))
  const means = useLab((state) =>
    answer === null ? 'There is no answer to show.' : meaningHere(state.scenario, answer),
  )
  return (
    <>
      {answer === null ? null : (
        <p className={styles.code} data-tone={tone}>
          <b>
            <Symbol text={answer.code} />
          </b>
          <span>
            answer at <i>{answer.t}</i>
          </span>
        </p>
      )}
      <p className={styles.meaning}>
        {asked === null || !isThere ? (
          means
        ) : (
          <>
            <b>{asked}:</b> {glossary[asked].says}
          </>
        )}
      </p>
    </>
  )
}

/** What the cancel led to, and when; a press puts the playhead there, and says what it is. */
function Moments({ onAsk }: { readonly onAsk: (name: Milestone) => void }) {
  const rows = useLab((state) => milestonesFor(state.scenario))
  const { seek } = useActions()
  return (
    <ul className={styles.moments} aria-label="Milestones">
      {rows.map(({ name, tick, after }) => (
        <li key={name}>
          <button
            type="button"
            disabled={tick === null}
            aria-label={tick === null ? `${name}: not reached` : `${name}, at ${tick}`}
            onClick={() => {
              seek(tick ?? 0)
              onAsk(name)
            }}
          >
            <MilestoneIcon name={name} />
            {name}
            <b>{tick === null ? '–' : name === 'issued' || after === null ? tick : since(after)}</b>
          </button>
        </li>
      ))}
    </ul>
  )
}
