import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs'
import { useActions, useLab } from '#store/services/hooks.ts'
import { learnPlace, lessons, type LearnPlace } from '#store/learn/learn.ts'
import { css } from '../parts/css.ts'
import { useTitle } from '../parts/useTitle.ts'
import { Course } from './Course.tsx'
import { Practice } from './Practice.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import { Sheet } from './Sheet.tsx'
import styles from './Learn.module.css'

const tabs: readonly { readonly id: LearnPlace['tab']; readonly title: string }[] = [
  { id: 'course', title: 'Course' },
  { id: 'practice', title: 'Practice' },
  { id: 'sheet', title: 'Sheet' },
]

/** Predict first, then see: a course, practice without end, and a sheet to hand out. */
export function Learn() {
  const value = useLab((state) => state.places.learn)
  const { setPlace } = useActions()
  const place = learnPlace(value)
  const way = tabs.find(({ id }) => id === place.tab)?.title ?? ''
  useTitle('Learn', place.tab === 'course' ? (lessons.find(({ id }) => id === place.lesson)?.title ?? way) : way)
  const put = (change: Partial<LearnPlace>): void => setPlace('learn', { ...place, ...change })
  return (
    <Tabs
      className={css(styles.learn)}
      keyboardActivation="manual"
      selectedKey={place.tab}
      onSelectionChange={(key) =>
        put({ tab: tabs.find(({ id }) => id === key)?.id ?? 'course', chosen: null, revealed: false })
      }
    >
      <div className={styles.bar}>
        <TabList className={css(styles.tabs)} aria-label="Ways to learn">
          {tabs.map(({ id, title }) => (
            <Tab key={id} id={id} className={css(styles.tab)}>
              {title}
            </Tab>
          ))}
        </TabList>
        <ProgressBar />
      </div>
      <TabPanel id="course" className={css(styles.panel)}>
        <Course place={place} put={put} />
      </TabPanel>
      <TabPanel id="practice" className={css(styles.panel)}>
        <Practice place={place} put={put} />
      </TabPanel>
      <TabPanel id="sheet" className={css(styles.panel)}>
        <Sheet seed={place.seed} put={put} />
      </TabPanel>
    </Tabs>
  )
}
