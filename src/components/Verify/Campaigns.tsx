import { useId } from 'react'
import type { CampaignView, CheckView } from '#store/verify/checks.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { figure } from '#store/verify/verify.ts'
import { setThorough, verifyPlace } from '#store/verify/verifyPlace.ts'
import { Toggle } from '../fields/Toggle.tsx'
import { VerdictIcon } from './VerdictIcon.tsx'
import styles from './Campaigns.module.css'

/** What was explored: a line for each campaign, with how far it is. */
export function Campaigns({ view }: { readonly view: CheckView }) {
  const lab = useLabStore()
  const help = useId()
  const isThorough = useLab(({ places }) => verifyPlace(places.verify).thorough)
  if (view.campaigns.length === 0) return null
  return (
    <details className={styles.campaigns}>
      <summary>
        What is explored <span>— {summaryOf(view.campaigns, view.further.length)}</span>
      </summary>
      <ul>
        {view.campaigns.map((campaign) => (
          <li key={campaign.id}>
            <span>{campaign.says}</span>
            <Phase campaign={campaign} />
          </li>
        ))}
        {view.further.map((says) => (
          <li key={says}>
            <span>{says}</span>
            <span className={styles.phase}>{isThorough ? 'in the next check' : 'thorough only'}</span>
          </li>
        ))}
      </ul>
      {view.campaigns.some(({ isFurther }) => isFurther) || view.further.length > 0 ? (
        <div className={styles.thorough}>
          <Toggle name="Thorough" value={isThorough} describedBy={help} onChange={(value) => setThorough(lab, value)} />
          <p id={help}>
            The next check explores everything in this list. That takes minutes, and a gigabyte of memory.
          </p>
        </div>
      ) : null}
    </details>
  )
}

/** `further`: how many campaigns are there for a thorough check only. */
function summaryOf(campaigns: readonly CampaignView[], further: number): string {
  const count = (is: (campaign: CampaignView) => boolean, word: string): string[] => {
    const n = campaigns.filter(is).length
    return n === 0 ? [] : [`${n} ${word}`]
  }
  return [
    further > 0
      ? `${campaigns.length} of ${campaigns.length + further} campaigns, ${further} ${further === 1 ? 'needs' : 'need'} Thorough`
      : campaigns.length === 1
        ? 'one campaign'
        : `${campaigns.length} campaigns`,
    ...count(({ phase, complete }) => phase === 'over' && complete, 'complete'),
    ...count(({ phase }) => phase === 'exploring', 'under way'),
    ...count(({ phase, complete }) => phase === 'stopped' || (phase === 'over' && !complete), 'incomplete'),
    ...count(({ phase }) => phase === 'waiting', 'not begun'),
  ].join(', ')
}

function Phase({ campaign: { phase, worlds, complete, frontier } }: { readonly campaign: CampaignView }) {
  if (phase === 'waiting') return <span className={styles.phase}>not begun</span>
  if (phase === 'exploring')
    return (
      <span className={styles.phase} data-busy="">
        <span className={styles.bar} aria-hidden="true">
          <span style={{ inlineSize: `${worlds === 0 ? 0 : (100 * (worlds - frontier)) / worlds}%` }} />
        </span>
        {figure(worlds)} states
      </span>
    )
  const isWhole = phase === 'over' && complete
  return (
    <span className={styles.phase}>
      <span>{figure(worlds)} states</span>
      <span className={styles.small} data-mark={isWhole ? 'holds' : 'pending'}>
        <VerdictIcon mark={isWhole ? 'holds' : 'pending'} />
        {isWhole ? 'complete' : 'incomplete'}
      </span>
    </span>
  )
}
