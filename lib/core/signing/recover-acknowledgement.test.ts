import { slice } from 'viem'
import { expect, test } from 'vitest'
import { acknowledge, judgement, stranger } from './__fixtures__/acknowledge'
import { recoverAcknowledgement } from './recover-acknowledgement'

test('default', async () => {
  const signed = await acknowledge(judgement)
  expect(await recoverAcknowledgement(signed)).toEqual(signed)
})

test('behavior: a hardware wallet’s v is put into the one form that is kept', async () => {
  const signed = await acknowledge(judgement)
  const v = slice(signed.signature, 64) === '0x1b' ? '00' : '01'
  const given = { ...signed, signature: `${signed.signature.slice(0, -2)}${v}` as const }
  expect(await recoverAcknowledgement(given as typeof signed)).toEqual(signed)
})

test('error: signed by somebody else, or other words', async () => {
  const foreign = await acknowledge(judgement, {}, stranger)
  await expect(recoverAcknowledgement(foreign)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ForeignAcknowledgementError: The signature is not one of this acknowledgement by the signer it names.
    Signer named: 0xff0d0d92273e943Bb142646733BE1f88Ea15EaEF
    Signature recovers to: 0x49052147F5D97A723DEBdf07680fFFaDAd29A5dC
    Sign exactly the typed data with the account that it names.]
  `)
  const signed = await acknowledge(judgement)
  const altered = { ...signed, reason: 'Words that were put into her mouth.' }
  await expect(recoverAcknowledgement(altered)).rejects.toThrow(
    'is not one of this acknowledgement',
  )
  const torn = { ...signed, signature: '0x1234' as const }
  await expect(recoverAcknowledgement(torn)).rejects.toThrow('no 65-byte signature')
})
