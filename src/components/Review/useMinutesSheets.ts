import { useCallback, useEffect, useMemo, useState } from 'react'
import { preloadedSpec, scenarioFromBuiltIn, specificationFor, specificationNamed } from '#store/lab/derived.ts'
import type { Scenario } from '#store/lab/types.ts'
import { useLab, useLabStore, useService, useServices } from '#store/services/hooks.ts'
import { minutesSheet, spokenOf, type MinutesSheet } from '#store/review/minutesSheet.ts'
import type { SheetLinks } from '#store/review/minutesMarkdown.ts'
import { linksOf } from '#store/review/sheetLinks.ts'
import { createObserved, witnessesOf } from '#store/evidence/observed.ts'
import { useObserved } from '#store/evidence/useObserved.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { scopeOf } from '#store/verify/verify.ts'

const noLinks: SheetLinks = new Map()

export interface MinutesSheets {
  /** That of the specification in the lab first, with all of its clauses; of the others those that were spoken of. */
  readonly sheets: readonly MinutesSheet[]
  /** The addresses of what they speak of. */
  readonly findLinks: () => Promise<SheetLinks>
}

/** A scenario of a specification whose model is loaded: the one in the lab, else its first. */
function openingOf(spec: string, own: Scenario): Scenario | null {
  if (own.spec === spec) return own
  const specification = specificationNamed(spec)
  const [first] = specification?.scenarios ?? []
  return specification === undefined || first === undefined ? null : scenarioFromBuiltIn(specification, first)
}

/** The minutes of everything that was spoken of: a meeting may go through several specifications. */
export function useMinutesSheets(): MinutesSheets {
  const lab = useLabStore()
  const services = useServices()
  const observed = useService(createObserved)
  const scenario = useLab((state) => state.scenario)
  const { minutes, meeting } = useNotes()
  const { view, checks } = useCheck()
  const recordings = useObserved(scenario.spec)
  const [loads, setLoads] = useState(0)
  const others = spokenOf(minutes)
    .filter((spec) => spec !== scenario.spec)
    .join(' ')
  useEffect(() => {
    let isWanted = true
    const all = others.split(' ').filter((spec) => spec !== '')
    void Promise.all(all.map((spec) => Promise.all([preloadedSpec(spec), observed.load(spec)]))).then(() =>
      isWanted ? setLoads((n) => n + 1) : undefined,
    )
    return () => {
      isWanted = false
    }
  }, [others, observed])
  // What a check finds while it runs goes into the minutes when it is over.
  const isBusy = view.mode === 'exploring' || view.mode === 'stopping'
  const report = isBusy ? null : view.report
  const sheets = useMemo(
    () =>
      [scenario.spec, ...others.split(' ')].flatMap((spec): MinutesSheet[] => {
        const own = openingOf(spec, scenario)
        if (own === null) return []
        const isOwn = spec === scenario.spec
        const found = isOwn ? { ...view, report } : checks.view(spec)
        const sheet = minutesSheet(specificationFor(own), own, {
          minutes,
          meeting,
          report: found.report,
          recordings: isOwn ? recordings : witnessesOf(services, spec),
          check: scopeOf(found),
          model: found.version,
        })
        return [isOwn ? sheet : { ...sheet, clauses: sheet.clauses.filter(({ isSpoken }) => isSpoken) }]
      }),
    // What is known of a check is told from its report.
    // oxlint-disable-next-line react/exhaustive-deps
    [scenario, others, minutes, meeting, report, view.version, recordings, loads],
  )
  const findLinks = useCallback(async (): Promise<SheetLinks> => {
    const found = await Promise.all(
      sheets.map(async (sheet) => {
        const own = openingOf(sheet.spec, lab.getState().scenario)
        return own === null ? noLinks : linksOf({ ...lab.getState(), scenario: own }, sheet, window.location.href)
      }),
    )
    return new Map(found.flatMap((each) => [...each]))
  }, [lab, sheets])
  return { sheets, findLinks }
}

/** The addresses for what stands on the page; they come a little later. */
export function useLinks({ findLinks }: Pick<MinutesSheets, 'findLinks'>): SheetLinks {
  const [links, setLinks] = useState(noLinks)
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(() => void findLinks().then((found) => (isWanted ? setLinks(found) : undefined)), 500)
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [findLinks])
  return links
}
