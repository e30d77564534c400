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
  expect(() => parseAcknowledgement({ json, patch })).toThrowErrorMatchingInlineSnapshot(`
    [InvalidAcknowledgementError: This is not a valid acknowledgement.
    chainId: A chain id is at least 1.
    safe: Its checksum is wrong or missing: 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed
    check: Expected the id of a check, e.g. "TX-03".
    subject: Longer than 2000.
    finding: Expected 32 bytes: 0x and 64 hex digits.
    reason: Say why, in at least 10 letters.
    signer: Expected string.
    signature: More than 65 bytes.
    body: No member of an acknowledgement: patch, ⟨U+202E⟩evil.
    Send { chainId, safe, check, subject, finding, reason, signer, signature }.]
  `)
})

test('error: no JSON', () => {
  expect(() => parseAcknowledgement({ json: '{', patch })).toThrow('not a valid acknowledgement')
  expect(() => parseAcknowledgement({ json: 'null', patch })).toThrow('Expected object')
})
