import { explore, thoroughly, type CampaignProgress, type CampaignResult } from '#analysis/check.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'
import type { Work } from './jobs.ts'

/** One campaign for one worker. */
export interface CheckTask {
  readonly spec: string
  readonly campaign: string
  readonly worldsMax: number
}

/** Worlds that are looked at between two looks at the clock. */
const worldsAtOnce = 500

const isEmpty = (record: Readonly<Record<string, unknown>>): boolean => Object.keys(record).length === 0

/** Explores a campaign, and says at once what is found on the way. */
export const checkWork: Work<CheckTask, CampaignProgress, CampaignResult> = async function* (
  { spec, campaign: id, worldsMax },
  isDue,
) {
  const specification = ensure(specificationOf(spec), 'a task names a specification')
  const plan = await ensure(specification.check, 'a task names a specification with a check')()
  const campaign = ensure(
    thoroughly(plan).campaigns.find((each) => each.id === id),
    'a task names a campaign',
  )
  const steps = explore(specification, plan, campaign, worldsMax, worldsAtOnce)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    const { found, codes } = step.value
    if (isDue() || !isEmpty(found) || !isEmpty(codes)) yield step.value
  }
}
