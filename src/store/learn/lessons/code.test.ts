import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'
import { readC, readGo, type Read } from './codeReader.ts'
import { lessons } from './index.ts'
import type { Lesson } from './lesson.ts'

/** What the lessons call, with how many arguments: functions of the specifications' interfaces, of languages, and what stands for the reader's own. */
const known = {
  mi: ['MI_Operation_Cancel/2', 'MI_Operation_GetInstance/6', 'MI_Operation_Close/1', 'MI_Session_Close/3'],
  cmrp: ['ApiCancelClusterGroupOperation/3', 'ApiOpenGroupEx/6', 'ApiGetGroupState/4'],
  even6: [
    'EvtRpcCancel/1',
    'EvtRpcClose/1',
    'EvtRpcClearLog/5',
    'EvtRpcExportLog/6',
    'EvtRpcQueryNext/9',
    'EvtRpcRegisterControllableOperation/2',
    'EvtRpcRegisterLogQuery/9',
  ],
  wws: ['WsRegisterOperationForCancel/5'],
  lro: [
    'client.CancelOperation/2',
    'client.GetOperation/2',
    'op.GetDone/0',
    'op.GetError/0',
    'op.GetName/0',
    'op.GetResponse/0',
    'op.GetResult/0',
    'op.Name/0',
    'op.Wait/1',
    'context.WithTimeout/2',
    'errors.Is/2',
    'os.ReadFile/1',
    'os.WriteFile/3',
    'status.Code/1',
    'string/1',
    '[]byte/1',
    'time.Sleep/1',
  ],
  windows: ['Sleep/1', 'SetEvent/1', 'ExitProcess/1', 'free/1'],
  readers: [
    'askLater/1',
    'discard/1',
    'finished/0',
    'isDone/1',
    'keep/1',
    'moveBack/1',
    'open/1',
    'start/1',
    'step/1',
    'stop/0',
    'undo/1',
    'use/1',
    'waitForFinalResult/1',
    'waitForTheMove/0',
    'waitForTheUndo/0',
    'waitUntilDone/2',
    'waitUntilNotPending/1',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Constants that are no codes of the document. */
const constants = ['MI_REASON_NONE', 'MI_TRUE', 'E_ABORT', 'S_OK', 'NULL', 'WS_SERVICE_CANCEL_REASON']

type WithCode = Lesson & { readonly code: string }
const withCode = lessons.filter((lesson): lesson is WithCode => lesson.code !== undefined)
const specOf = ({ run, scenario }: Lesson): string => run?.spec ?? scenario?.spec ?? ''
const isJavaScript = ({ recording = '' }: Lesson): boolean => recording.includes('gax')

type Family = 'mi' | 'cmrp' | 'even6' | 'wws' | 'lro'

/** A lesson on all specifications has no run: its code is of the one whose functions it calls. */
const familyOf = (lesson: WithCode): Family =>
  specOf(lesson) === '' ? (lesson.code.includes('MI_') ? 'mi' : 'cmrp') : (specOf(lesson) as Family)

/** JavaScript is parsed and no more; what is not of its language throws. */
function readingOf(lesson: WithCode): Read {
  if (!isJavaScript(lesson)) return familyOf(lesson) === 'lro' ? readGo(lesson.code) : readC(lesson.code)
  expect(parseAst(lesson.code).body.length).toBeGreaterThan(0)
  return { calls: [], constants: [] }
}

describe.each(withCode.map((lesson) => [lesson.id, lesson] as const))('the code of %s', (_, lesson) => {
  it('is of its language, calls what there is, and names codes that there are', () => {
    const { calls, constants: named } = readingOf(lesson)
    const family = familyOf(lesson)
    const own: readonly string[] = known[family]
    const all = new Set([...own, ...known.windows, ...known.readers])
    expect(calls.filter((call) => !all.has(call))).toEqual([])
    const { document } = ensure(specificationOf(family), 'a lesson has a specification')
    expect(named.filter((name) => document.codes[name] === undefined && !constants.includes(name))).toEqual([])
  })

  it('has at most five lines of at most 100 signs', () => {
    const lines = lesson.code.split('\n')
    expect(lines.length).toBeLessThanOrEqual(5)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
  })
})

describe('the reader', () => {
  it.each([
    ['a bracket that is left open', 'f(a;'],
    ['a statement without its end', 'f(a)'],
    ['a block that is left open', 'if (a) { f(a);'],
    ['a bracket too many', 'f(a));'],
    ['a string that is left open', 'f("a);'],
    ['a call without a comma', 'f(a b);'],
    ['a do without its while', 'do f(); (a);'],
    ['a type without a name', 'DWORD = f();'],
    ['half a cast', '((JOB*)a->b = 1;'],
  ])('refuses in C %s', (_, code) => {
    expect(() => readC(code)).toThrow(SyntaxError)
  })

  it.each([
    ['a bracket that is left open', 'f(a'],
    ['a block that is left open', 'if a {\n\tf()'],
    ['a condition in brackets without a block', 'if (a) f()'],
    ['two statements on a line', 'f() g()'],
    ['a value without a field', 'f(&T{Name: })'],
    ['an assignment of nothing', 'a := '],
  ])('refuses in Go %s', (_, code) => {
    expect(() => readGo(code)).toThrow(SyntaxError)
  })

  it('tells what is called and named', () => {
    expect(readC('if (a->f(1, (JOB*)b) == MI_RESULT_OK) g(); // h(2)')).toEqual({
      calls: ['a.f/2', 'g/0'],
      constants: ['MI_RESULT_OK'],
    })
    expect(readGo('for x, _ := f(); !x.Done(); g(&T{A: h(1)}) {\n}')).toEqual({
      calls: ['f/0', 'x.Done/0', 'h/1', 'g/1'],
      constants: [],
    })
  })
})
