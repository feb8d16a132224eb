import { useEffect, useRef, useState, type RefObject } from 'react'
import { canFilm, filmOf } from '#store/files/film.ts'
import { fileName } from '#store/files/fileName.ts'
import { saveBlob } from '#store/files/files.ts'
import { tellingAt, type Teller, type Telling } from '#store/explore/teller.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'

interface Props {
  /** What is filmed: the sentence and the picture. */
  readonly stage: RefObject<HTMLElement | null>
  readonly teller: Teller
  readonly tellings: readonly Telling[]
}

/** Saves the told run as a film, WebM. It is recorded while it plays, so it takes as long as it lasts. */
export function Film({ stage, teller, tellings }: Props) {
  const scenario = useLab((state) => state.scenario)
  const { notify } = useActions()
  const [isFilming, setFilming] = useState(false)
  const stopped = useRef(false)
  useEffect(() => () => void (stopped.current = true), [])
  if (!canFilm()) return null
  const film = async (): Promise<void> => {
    const element = stage.current
    if (element === null) return
    stopped.current = false
    setFilming(true)
    const show = (time: number): boolean => {
      const moment = tellingAt(tellings, time)
      if (moment !== null) teller.show(moment)
      return moment !== null
    }
    const blob = await filmOf(element, show, () => stopped.current).catch(() => undefined)
    setFilming(false)
    if (blob === undefined) notify({ kind: 'error', text: 'The film could not be recorded in this browser.' })
    else if (blob !== null) saveBlob(window, `${fileName(scenario)}.webm`, blob)
  }
  return (
    <button
      type="button"
      className={css(parts.btn, parts.quiet)}
      aria-pressed={isFilming}
      title="Records it while it plays, from the beginning"
      onClick={() => {
        if (isFilming) stopped.current = true
        else void film()
      }}
    >
      {isFilming ? 'Stop filming' : 'Film, WebM'}
    </button>
  )
}
