import { expect, test } from 'vitest'
import { about, acknowledge, judgement } from './__fixtures__/acknowledge'
import { parseAcknowledgement } from './parse-acknowledgement'
import { serializeAcknowledgement } from './serialize-acknowledgement'

const { patch } = about

test('default', async () => {
  const { submittedAt: _, ...signed } = await acknowledge(judgement)
  expect(parseAcknowledgement({ json: serializeAcknowledgement(signed), patch })).toEqual(signed)
})

test('error: every member that is wrong is named', () => {
  const json = JSON.stringify({
    chainId: 0,
    safe: about.safe.address.toLowerCase(),
    check: 'tx3',
    subject: 'x'.repeat(2_001),
    finding: '0x12',
    reason: 'ok',
    signature: `0x${'11'.repeat(66)}`,
    patch,
    '\u202eevil': 1,
  })
  expect(() => parseAcknowledgement({ json, patch })).toThrowErrorMatchingInlineSnapshot()
})

test('error: no JSON', () => {
  expect(() => parseAcknowledgement({ json: '{', patch })).toThrow('not a valid acknowledgement')
  expect(() => parseAcknowledgement({ json: 'null', patch })).toThrow('Expected object')
})
