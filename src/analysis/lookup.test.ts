import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { ensure } from '#base/assert.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { neighbours } from '#specs/neighbours.ts'
import { builtIn } from '#machines/testing.ts'
import { codesIn } from './exampleIndex.ts'
import { lookUp } from './lookup.ts'
import { shortestRun } from './shortestRun.ts'

const found = (text: string): string[] =>
  lookUp(specifications, text).meanings.map(({ spec, kind, name }) => `${spec} ${kind} ${name}`)

describe('a number and nothing else', () => {
  it.each([
    ['0x80041032', ['mi neighbour WBEM_E_CALL_CANCELLED']],
    ['-2147217300', ['mi neighbour WBEM_E_QUOTA_VIOLATION']],
    ['2147749996', ['mi neighbour WBEM_E_QUOTA_VIOLATION']],
    ['1726', ['even6 own RPC_S_CALL_FAILED', 'cmrp own RPC_S_CALL_FAILED']],
    ['0x800706BE', ['even6 own RPC_S_CALL_FAILED', 'cmrp own RPC_S_CALL_FAILED']],
    ['-2147023170', ['even6 own RPC_S_CALL_FAILED', 'cmrp own RPC_S_CALL_FAILED']],
    ['15011', ['even6 own ERROR_EVT_QUERY_RESULT_STALE']],
    ['"code": 12', ['lro own UNIMPLEMENTED']],
    ['{"error":{"code":1,"message":"x"}}', ['lro own CANCELLED']],
    ['MI_RESULT_FAILED', ['mi own MI_RESULT_FAILED']],
    ['mi_result_failed', ['mi own MI_RESULT_FAILED']],
    ['Task was cancelled.', ['lro neighbour java.util.concurrent.CancellationException']],
    [
      '2026-11-28 12:31:07.120 [4711] EvtNext returned 1726 after 30000 ms',
      ['even6 own RPC_S_CALL_FAILED', 'cmrp own RPC_S_CALL_FAILED'],
    ],
    ['Operation failed: hresult=0x8004106C, pid 1234', ['mi neighbour WBEM_E_QUOTA_VIOLATION']],
    ['rpc returned ERROR_IO_PENDING for group 5', ['cmrp own ERROR_IO_PENDING']],
    ['4711', []],
    ['the operation was cancelled by the user', []],
    ['99999999999999', []],
    ['', []],
  ])('%s', (text, meanings) => expect(found(text)).toEqual(meanings))

  it.each(neighbours.map((each) => [each.name, each] as const))(
    '%s says where it is defined and what its meaning rests on',
    (_, { definedIn, evidence: { kind, source }, near }) => {
      const { document } = ensure(specificationOf(near.spec), 'it is next to a specification')
      const named = [...source.matchAll(/\b(?:[A-Z]{2}-|H-)\d+\b/g)].map(([id]) => id)
      const unknown = named.filter((id) => document.clauses[id] === undefined && document.questions[id] === undefined)

      expect(definedIn.length).toBeGreaterThan(10)
      expect(unknown).toEqual([])
      expect(kind !== 'document' || source === definedIn).toBe(true)
      expect(kind !== 'inference' || named.length > 0).toBe(true)
    },
  )

  it('tells what a meaning rests on, of a code of ours and of a neighbour', () => {
    expect(
      ['MI_RESULT_ACCESS_DENIED', 'WBEM_S_TIMEDOUT'].flatMap((name) =>
        lookUp(specifications, name).meanings.map(({ evidence, definedIn }) => [evidence.kind, definedIn]),
      ),
    ).toEqual([
      ['observation', null],
      ['observation', 'wbemcli.h, enumeration WBEMSTATUS'],
    ])
  })

  it('never throws, and finds nothing in what holds no code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(lookUp(specifications, text).found.length).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'the shortest run to each code of %s',
  (_, specification) => {
    const open = (scenario: Parameters<typeof builtIn>[1]): ReturnType<typeof builtIn> =>
      builtIn(specification, scenario)

    it.each(Object.keys(specification.document.codes))('%s comes about in it, and no step can be left out', (code) => {
      const scenario = shortestRun(specification, code)
      if (scenario === null) return
      const comes = (steps: typeof scenario.steps): boolean =>
        codesIn(run(specification.model, { ...scenario, steps })).has(code)
      const byCancel = run(specification.model, scenario).outcome.cancel?.code === code
      const still = scenario.steps.filter((_step, i) => {
        const steps = scenario.steps.filter((_each, j) => j !== i)
        return byCancel ? run(specification.model, { ...scenario, steps }).outcome.cancel?.code === code : comes(steps)
      })
      expect({ comes: comes(scenario.steps), still }).toEqual({ comes: true, still: [] })
    })

    it('is there for every code that a built-in scenario comes to', () => {
      const reached = new Set(
        specification.scenarios.flatMap((each) => [...codesIn(run(specification.model, open(each)))]),
      )
      const missing = [...reached].filter((code) => code !== 'other' && shortestRun(specification, code) === null)
      expect(missing).toEqual([])
    })
  },
)
