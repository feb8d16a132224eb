import { useMemo } from 'react'
import { lessonTasks, lessonWords } from '#store/learn/learn.ts'
import { orderOf, type LearnPlace } from '#store/learn/place.ts'
import type { LessonFile } from '#store/learn/learn.ts'
import { useSet } from '#store/learn/useSet.ts'
import { OrderFields } from './Class/OrderFields.tsx'
import { Sheet, type Sheeted } from './Sheet.tsx'

interface Props {
  readonly place: LearnPlace
  readonly put: (change: Partial<LearnPlace>) => void
  readonly own: LessonFile | null
}

/** A sheet of a set, or of a lesson that somebody has made. */
export function SheetTab({ place, put, own }: Props) {
  return place.sheet.of === 'own' && own !== null ? (
    <OfLesson place={place} put={put} own={own} />
  ) : (
    <OfSet place={place} put={put} />
  )
}

function OfSet({ place, put }: Omit<Props, 'own'>) {
  const order = orderOf(place)
  const { tasks, isWhole } = useSet(order)
  const { length } = tasks.filter(({ number }) => !place.sheet.left.includes(number))
  const title = `After the cancel: ${isWhole ? length : order.count} ${length === 1 && isWhole ? 'question' : 'questions'}`
  return (
    <Sheet
      sheeted={{ title, intro: '', tasks, isWhole }}
      place={place}
      put={put}
      order={<OrderFields place={place} put={put} />}
    />
  )
}

function OfLesson({ place, put, own }: Props & { readonly own: LessonFile }) {
  const sheeted = useMemo(
    (): Sheeted => ({
      title: own.title,
      intro: own.intro,
      isWhole: true,
      tasks: lessonTasks(own).map(({ number, question, lesson }) => ({
        number,
        question,
        title: lesson.title,
        says: lessonWords(lesson),
      })),
    }),
    [own],
  )
  return <Sheet sheeted={sheeted} place={place} put={put} order={null} />
}
