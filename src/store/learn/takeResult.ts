import type { Result } from '#base/result.ts'
import { parseResult } from '#formats/result.ts'
import type { Services } from '../services/services.ts'
import { workKey, lessonWork } from './classwork.ts'
import { ownLesson } from './own.ts'
import { learnPlace } from './place.ts'
import { createResults } from './results.ts'

/** Takes in a result file and opens what the class answered in its set; the error is a sentence, and then nothing has changed. */
export function takeResult(services: Services, text: string): Result<string> {
  const read = parseResult(text)
  if (!read.ok) return read
  const taken = services.of(createResults).take(text)
  const { lab } = services
  const place = learnPlace(lab.getState().places.learn)
  const rest = { at: 'results', chosen: null, revealed: false } as const
  const { of } = read.value
  if ('set' in of) {
    const { seed, ...order } = of.set
    lab.actions.setPlace('learn', { ...place, ...rest, tab: 'class', seed, order })
    return taken
  }
  const own = ownLesson(place.own)
  if (own !== null && workKey(lessonWork(own)) === workKey(of))
    lab.actions.setPlace('learn', { ...place, ...rest, tab: 'own' })
  return taken
}
