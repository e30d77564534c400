import { expect, test } from 'vitest'
import { judgement } from './__fixtures__/acknowledge'
import { hashFinding } from './hash-finding'

test('default', () => {
  expect(hashFinding(judgement)).toMatchInlineSnapshot(
    `"0x869888360c340ae023893cf89045475af54eb532f1e15f55943c96c2103c9ce0"`,
  )
})

test('behavior: what it says makes another hash, how it is shown does not', () => {
  const hash = hashFinding(judgement)
  const evidence = [{ where: 'call 2', what: 'setFee on 0x01' }]
  for (const change of [
    { detail: '2 of 3 calls are no upgrade.' },
    { evidence },
    { subject: 'B' },
    { check: 'TX-04' },
  ]) {
    expect(hashFinding({ ...judgement, ...change })).not.toBe(hash)
  }
  expect(hashFinding({ ...judgement, remedy: 'Look.', title: 'Other words' } as never)).toBe(hash)
})
