import { expect, it } from 'vitest'
import { textOf } from './files.ts'

it('is what a file says, without a mark of the order of its bytes, and nothing where it is no text', async () => {
  expect(await textOf(new File(['é'], 'a.json'))).toEqual({ ok: true, value: 'é' })
  expect(await textOf(new File([Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d)], 'b.json'))).toEqual({
    ok: true,
    value: '{}',
  })
  expect(await textOf(new File([Uint8Array.of(0x22, 0xe9, 0x22)], 'c.json'))).toEqual({
    ok: false,
    error: 'the file is not text in UTF-8',
  })
})
