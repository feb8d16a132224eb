import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useActions, useLab } from '#store/services/hooks.ts'
import { course, lessons } from '#store/learn/learn.ts'
import { learnPlace, type LearnPlace } from '#store/learn/place.ts'
import { ownLesson } from '#store/learn/own.ts'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import { Course } from './Course.tsx'
import { OwnLesson } from './OwnLesson.tsx'
import { Practice } from './Practice.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import { ClassTab } from './Class/ClassTab.tsx'
import { SheetTab } from './SheetTab.tsx'
import styles from './Learn.module.css'

const tabs: readonly { readonly id: LearnPlace['tab']; readonly title: string }[] = [
  { id: 'course', title: 'Course' },
  { id: 'practice', title: 'Practice' },
  { id: 'class', title: 'Class' },
  { id: 'sheet', title: 'Sheet' },
  { id: 'own', title: 'This lesson' },
]

/** Predict first, then see: a course, practice without end, and a sheet to hand out. */
export function Learn() {
  const value = useLab((state) => state.places.learn)
  const { setPlace } = useActions()
  const place = learnPlace(value)
  const own = ownLesson(place.own)
  const way = tabs.find(({ id }) => id === place.tab)?.title ?? ''
  useTitle('Learn', place.tab === 'course' ? (lessons.find(({ id }) => id === place.lesson)?.title ?? way) : way)
  const put = (change: Partial<LearnPlace>): void => setPlace('learn', { ...place, ...change })
  return (
    <Tabs
      className={css(styles.learn)}
      keyboardActivation="manual"
      selectedKey={place.tab}
      onSelectionChange={(key) =>
        put({ tab: tabs.find(({ id }) => id === key)?.id ?? 'course', at: 'start', chosen: null, revealed: false })
      }
    >
      <div className={styles.bar}>
        <TabList className={css(styles.tabs)} aria-label="Ways to learn">
          {tabs.map(({ id, title }) =>
            id === 'own' && own === null ? null : (
              <Tab key={id} id={id} className={css(styles.tab)}>
                {id === 'own' ? (own?.title ?? title) : title}
              </Tab>
            ),
          )}
        </TabList>
        <ProgressBar />
      </div>
      <TabPanel id="course" className={css(styles.panel)}>
        <Course place={place} put={put} files={course} own={null} />
      </TabPanel>
      {own === null ? null : (
        <TabPanel id="own" className={css(styles.panel)}>
          <OwnLesson place={place} put={put} own={own} />
        </TabPanel>
      )}
      <TabPanel id="practice" className={css(styles.panel)}>
        <Practice place={place} put={put} />
      </TabPanel>
      <TabPanel id="class" className={css(styles.panel)}>
        <ClassTab place={place} put={put} />
      </TabPanel>
      <TabPanel id="sheet" className={css(styles.panel)}>
        <SheetTab place={place} put={put} own={own} />
      </TabPanel>
    </Tabs>
  )
}
