import { useMemo } from 'react'
import type { LessonFile } from '#store/learn/learn.ts'
import type { LearnPlace } from '#store/learn/place.ts'
import { lessonFileText } from '#store/learn/own.ts'
import { lessonWork } from '#store/learn/classwork.ts'
import { lessonTasks } from '#store/learn/learn.ts'
import { saveText } from '#store/files/files.ts'
import { usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Results } from './Class/Results.tsx'
import { WorkEnd } from './Class/WorkEnd.tsx'
import { EditLesson } from './EditLesson.tsx'
import { Course } from './Course.tsx'
import styles from './Learn.module.css'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  readonly own: LessonFile
}

/** A lesson that somebody has made from runs of their own; it is in the link of the page, and can be saved as a file. */
export function OwnLesson({ place, put, own }: Props) {
  const { copyLink } = usePage()
  const of = useMemo(() => lessonWork(own), [own])
  const tasks = useMemo(() => lessonTasks(own), [own])
  const back = (): void => put({ at: 'start', chosen: null, revealed: false })
  if (place.at === 'end') return <WorkEnd of={of} tasks={tasks} isWhole onBack={back} />
  if (place.at === 'results') return <Results of={of} tasks={tasks} isWhole onBack={back} />
  if (place.at === 'edit') return <EditLesson place={place} put={put} own={own} />
  return (
    <div className={styles.own}>
      <p className={styles.ownTools}>
        <button type="button" className={css(parts.btn, parts.small)} onClick={copyLink}>
          Copy link to this lesson
        </button>
        <button
          type="button"
          className={css(parts.btn, parts.small)}
          onClick={() => saveText(window, 'lesson.json', 'application/json', lessonFileText(place.own))}
        >
          Save as a file
        </button>
        <button type="button" className={css(parts.btn, parts.small)} onClick={() => put({ at: 'edit' })}>
          Edit
        </button>
        <button type="button" className={css(parts.btn, parts.small)} onClick={() => put({ at: 'end' })}>
          My score
        </button>
        <button
          type="button"
          className={css(parts.btn, parts.small)}
          onClick={() => put({ tab: 'sheet', sheet: { of: 'own', left: [], isKey: false } })}
        >
          Print as a sheet
        </button>
        <button type="button" className={css(parts.btn, parts.small)} onClick={() => put({ at: 'results' })}>
          Results of the class
        </button>
        <button
          type="button"
          className={css(parts.btn, parts.small)}
          onClick={() => put({ own: null, tab: 'course', chosen: null, revealed: false })}
        >
          Close this lesson
        </button>
      </p>
      <Course place={place} put={put} files={[own]} own={own} />
    </div>
  )
}
