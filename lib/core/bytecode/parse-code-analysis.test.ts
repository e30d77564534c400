import { expect, test } from 'vitest'
import { parseCodeAnalysis } from './parse-code-analysis'

const use = { slot: '0a', offset: 1, type: 'bool', reads: ['ffffffff', '00000001'], writes: [] }

test('default', () => {
  const answer = {
    functions: [{ selector: 'ffffffff' }, { selector: '00000001' }],
    storage: [use, { ...use, offset: 0 }, { ...use, slot: '09' }],
  }
  const analysis = parseCodeAnalysis('0x5f54', answer)
  expect(analysis).toMatchObject({
    touchesStorage: true,
    opcodes: [{ opcode: 'PUSH0', offsets: [0] }],
    selectors: ['0x00000001', '0xffffffff'],
  })
  expect(analysis!.storage.map(({ slot, offset }) => [slot, offset])).toEqual([
    [9n, 1],
    [10n, 0],
    [10n, 1],
  ])
  expect(analysis!.storage[0]!.reads).toEqual(['0x00000001', '0xffffffff'])
})

test('error: what is no answer', () => {
  const bad = [
    undefined,
    {},
    { functions: [], storage: [{ ...use, offset: 32 }] },
    { functions: [], storage: [{ ...use, slot: '0x0a' }] },
    { functions: [{ selector: '1' }], storage: [] },
  ]
  for (const answer of bad) expect(parseCodeAnalysis('0x', answer)).toBeUndefined()
})
