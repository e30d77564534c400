import { keccak256, recoverTypedDataAddress, stringToBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { about, ada, stranger } from '@/lib/core/signing/__fixtures__/acknowledge'
import type { Attestation, AttestationContent } from './attestation'
import { isAttestation, parseAttestation, serializeAttestation } from './attestation-document'
import { attestationTypedData, hashAttestation } from './attestation-typed-data'
import { recoverAttestation } from './recover-attestation'

const hashOf = (text: string) => keccak256(stringToBytes(text))
const content: AttestationContent = {
  timelock: about.safe,
  operation: hashOf('operation'),
  report: hashOf('report'),
  verdict: 'warn',
  note: 'Built from the tag. \u202e',
  signer: ada.address,
}

async function sign(changes: Partial<AttestationContent> = {}, by = ada): Promise<Attestation> {
  const made = { ...content, ...changes }
  return { ...made, signature: await by.signTypedData(attestationTypedData(made)) }
}

test('hashAttestation: every member makes another hash', () => {
  const changed: Partial<AttestationContent>[] = [
    { timelock: { ...content.timelock, chainId: 1 } },
    { timelock: { ...content.timelock, address: stranger.address } },
    { operation: hashOf('other') },
    { report: hashOf('other') },
    { verdict: 'pass' },
    { note: '' },
    { signer: stranger.address },
  ]
  const hashes = changed.map((change) => hashAttestation({ ...content, ...change }))
  expect(new Set([hashAttestation(content), ...hashes]).size).toBe(changed.length + 1)
  expect(hashAttestation(content)).toMatchInlineSnapshot(
    `"0x77374ac8458f947bea79019954d14f5fccf8b5f691df9b6183b683287fbed1ba"`,
  )
})

describe('recoverAttestation', () => {
  test('default', async () => {
    const signed = await sign()
    expect(await recoverAttestation(signed)).toEqual(signed)
    expect(
      await recoverTypedDataAddress({
        ...attestationTypedData(content),
        signature: signed.signature,
      }),
    ).toBe(ada.address)
  })

  test('error: somebody else, other words, no signature of a key', async () => {
    expect(await recoverAttestation(await sign({}, stranger))).toBeUndefined()
    expect(await recoverAttestation({ ...(await sign()), verdict: 'pass' })).toBeUndefined()
    expect(await recoverAttestation({ ...content, signature: '0x' })).toBeUndefined()
    expect(
      await recoverAttestation({ ...content, signature: `0x${'11'.repeat(65)}` }),
    ).toBeUndefined()
  })
})

describe('parseAttestation', () => {
  test('default: there and back', async () => {
    const signed = await sign()
    const json = serializeAttestation(signed)
    expect(isAttestation(json)).toBe(true)
    expect(parseAttestation(json)).toEqual(signed)
  })

  test('error: every member that is wrong is named', () => {
    const json = JSON.stringify({
      schema: 'suture/attestation/1',
      chainId: 0,
      verdict: 'fine',
      note: 'a'.repeat(1_001),
      '\u202e': 1,
    })
    expect(() => parseAttestation(json)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidAttestationError: This is not a valid attestation.
      chainId: A chain id is at least 1.
      timelock: Invalid input
      operation: Invalid input
      report: Invalid input
      verdict: Invalid input
      note: It is longer than 1000 characters. Put the rest elsewhere and name the place.
      signer: Invalid input
      signature: Invalid input
      body: Invalid input
      Give { schema, chainId, timelock, operation, report, verdict, note, signer, signature }.]
    `)
    expect(() => parseAttestation('{')).toThrow('does not parse')
    expect(isAttestation('{"schema":"suture/report/1"}')).toBe(false)
    expect(isAttestation('{')).toBe(false)
  })
})
