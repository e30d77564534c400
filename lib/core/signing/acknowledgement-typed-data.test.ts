import { concat, encodeAbiParameters, keccak256, stringToBytes, toHex } from 'viem'
import { expect, test } from 'vitest'
import { about, contentOf, judgement } from './__fixtures__/acknowledge'
import { acknowledgementTypedData, hashAcknowledgement } from './acknowledgement-typed-data'

const hashText = (text: string) => keccak256(stringToBytes(text))

test('default: the hash by hand, as EIP-712 has it', () => {
  const content = contentOf(judgement)
  const words = [
    'bytes32',
    'bytes32',
    'bytes32',
    'bytes32',
    'bytes32',
    'bytes32',
    'address',
  ] as const
  const struct = keccak256(
    encodeAbiParameters(
      words.map((type) => ({ type })),
      [
        hashText(
          'Acknowledgement(bytes32 patch,string check,string subject,bytes32 finding,string reason,address signer)',
        ),
        content.patch,
        hashText(content.check),
        hashText(content.subject),
        content.finding,
        hashText(content.reason),
        content.signer,
      ],
    ),
  )
  const domain = keccak256(
    encodeAbiParameters(
      [
        { type: 'bytes32' },
        { type: 'bytes32' },
        { type: 'bytes32' },
        { type: 'uint256' },
        { type: 'address' },
      ],
      [
        hashText(
          'EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)',
        ),
        hashText('Suture'),
        hashText('1'),
        31_337n,
        about.safe.address,
      ],
    ),
  )
  const expected = keccak256(concat([toHex('\u0019\u0001'), domain, struct]))
  expect(hashAcknowledgement(content)).toBe(expected)
  expect(expected).toMatchInlineSnapshot(
    `"0x02c87678090fa36e1effeeb744dd19e3720949a74ba221ce6d9c554bcbd920f4"`,
  )
})

test('behavior: every member makes another hash, and so do chain and Safe', () => {
  const content = contentOf(judgement)
  const other = `0x${'11'.repeat(32)}` as const
  const changed = [
    { patch: other },
    { check: 'TX-08' },
    { subject: 'other' },
    { finding: other },
    { reason: 'Another reason altogether.' },
    { signer: about.safe.address },
    { safe: { ...about.safe, chainId: 1 } },
    { safe: { chainId: 31_337, address: content.signer } },
  ]
  const hashes = changed.map((change) => hashAcknowledgement({ ...content, ...change }))
  expect(new Set([hashAcknowledgement(content), ...hashes]).size).toBe(changed.length + 1)
})

test('behavior: it is no type that a Safe signs', () => {
  expect(Object.keys(acknowledgementTypedData(contentOf(judgement)).types)).toEqual([
    'Acknowledgement',
  ])
})
