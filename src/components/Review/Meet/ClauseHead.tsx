import type { Comment } from '#store/review/comments.ts'
import type { ClauseDetail } from '#store/explore/clause.ts'
import { ForceMark } from '../../parts/ForceMark.tsx'
import { ClauseText } from '../ClauseText.tsx'
import styles from './Head.module.css'

interface Props {
  readonly clause: string
  readonly detail: ClauseDetail
  readonly comments: readonly Comment[]
}

/** How long a clause may be for each size of its letters. */
const lengths = [90, 180, 320] as const

const ignore = (): void => undefined

/** The clause as large as it fits; it keeps its place while one talks. */
export function ClauseHead({ clause, detail, comments }: Props) {
  const says = detail.clause?.says ?? ''
  const size = lengths.findIndex((length) => says.length <= length)
  return (
    <header className={styles.head} data-size={size < 0 ? lengths.length : size}>
      <div className={styles.about}>
        <h2>{clause}</h2>
        <span>
          <ForceMark force={detail.clause?.force ?? 'open'} />
        </span>
        <span>{detail.clause?.section}, in our words</span>
        <span>{comments.length === 1 ? '1 comment' : `${comments.length} comments`}</span>
      </div>
      <ClauseText says={says} comments={comments} onWords={ignore} />
    </header>
  )
}
