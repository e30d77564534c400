import fc from 'fast-check'
import { type Address, concat, type Hash, type Hex, numberToHex, pad, size, slice } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { arbitraryAddress, arbitraryBytes, arbitraryHash } from './__fixtures__/arbitraries'
import { executions, readExecution } from './__fixtures__/recorded-transactions'
import { approvedHashSignature } from './approved-hash-signature'
import { encodeExecTransaction } from './encode-exec-transaction'
import { encodeSignatures } from './encode-signatures'
import { hashSafeTransaction } from './hash-safe-transaction'
import { parseSignatures } from './parse-signatures'
import type { SafeSignature } from './signature'
import { InvalidSignatureError } from './signature-error'

const privateKeys = [11, 22, 33].map((byte) => pad(numberToHex(byte), { size: 32 }))
const accounts = privateKeys.map((key) => privateKeyToAccount(key))
const [alice, bob] = accounts as [(typeof accounts)[0], (typeof accounts)[0]]
const safeTxHash: Hash = `0x${'5a'.repeat(32)}`
const vault: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const vaultWord = BigInt(vault)
const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

const signByKey = (index: number, hash = safeTxHash) =>
  sign({ hash, privateKey: privateKeys[index]!, to: 'hex' })

async function signAsEthSign(index: number, hash = safeTxHash): Promise<Hex> {
  const signature = await accounts[index]!.signMessage({ message: { raw: hash } })
  return concat([slice(signature, 0, 64), numberToHex(Number(slice(signature, 64)) + 4)])
}

const parse = (signatures: Hex, hash = safeTxHash) =>
  parseSignatures({ signatures, safeTxHash: hash })

/** r, s and v of a signature laid out by hand. */
const words = (r: bigint | Hex, s: bigint, v: number) =>
  concat([
    typeof r === 'bigint' ? numberToHex(r, { size: 32 }) : pad(r, { size: 32 }),
    numberToHex(s, { size: 32 }),
    numberToHex(v, { size: 1 }),
  ])
const dynamic = (data: Hex, length = size(data)) =>
  concat([numberToHex(length, { size: 32 }), data])

describe('default', () => {
  test('args: EIP-712', async () => {
    const data = await signByKey(0)
    expect(await parse(data)).toEqual([{ kind: 'eip712', signer: alice.address, data }])
  })

  test('args: eth_sign', async () => {
    const data = await signAsEthSign(0)
    expect(await parse(data)).toEqual([{ kind: 'eth-sign', signer: alice.address, data }])
  })

  test('args: approved hash', async () => {
    const data = words(vaultWord, 0n, 1)
    expect(await parse(data)).toEqual([{ kind: 'approved-hash', signer: vault, data }])
    expect(approvedHashSignature(vault).data).toBe(data)
  })

  test('args: contract', async () => {
    const data = concat([words(vaultWord, 65n, 0), dynamic('0x123456')])
    const parsed = await parse(data)
    expect(parsed).toEqual([{ kind: 'contract', signer: vault, data: '0x123456' }])
    expect(encodeSignatures(parsed)).toBe(data)
  })

  test('args: contract, with an empty signature', async () => {
    const data = concat([words(vaultWord, 65n, 0), dynamic('0x')])
    expect(await parse(data)).toEqual([{ kind: 'contract', signer: vault, data: '0x' }])
  })

  test('args: all kinds at once, in any order', async () => {
    const contract: SafeSignature = { kind: 'contract', signer: vault, data: '0xabcd' }
    const signatures = [
      approvedHashSignature('0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'),
      contract,
      ...(await parse(await signByKey(0))),
      ...(await parse(await signAsEthSign(1))),
    ]
    const encoded = encodeSignatures(signatures)
    expect(encodeSignatures([...signatures].reverse())).toBe(encoded)
    const parsed = await parse(encoded)
    expect(new Set(parsed)).toEqual(new Set(signatures))
    const signers = parsed.map(({ signer }) => BigInt(signer))
    expect(signers).toEqual([...signers].sort((a, b) => (a < b ? -1 : 1)))
  })

  test('behavior: upper case hex', async () => {
    const data = await signByKey(0)
    expect(await parse(`0x${data.slice(2).toUpperCase()}`)).toEqual(await parse(data))
  })

  test('behavior: another hash gives another signer', async () => {
    const [signature] = await parse(await signByKey(0), `0x${'5b'.repeat(32)}`)
    expect(signature?.signer).not.toBe(alice.address)
  })

  test('behavior: what stands in the ignored word of an approved hash is dropped', async () => {
    expect(await parse(words(vaultWord, 123n, 1))).toEqual([approvedHashSignature(vault)])
  })
})

describe('properties', () => {
  const arbitrarySignature: fc.Arbitrary<(hash: Hash) => Promise<SafeSignature>> = fc.oneof(
    fc.nat({ max: 2 }).map((index) => async (hash: Hash) => {
      const [signature] = await parse(await signByKey(index, hash), hash)
      return signature!
    }),
    fc.nat({ max: 2 }).map((index) => async (hash: Hash) => {
      const [signature] = await parse(await signAsEthSign(index, hash), hash)
      return signature!
    }),
    arbitraryAddress.map((signer) => async () => approvedHashSignature(signer)),
    fc
      .record({ signer: arbitraryAddress, data: arbitraryBytes({ maxLength: 150 }) })
      .map((contract) => async (): Promise<SafeSignature> => ({ kind: 'contract', ...contract })),
  )

  test('behavior: encoding and parsing are inverse', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitrarySignature, { minLength: 1, maxLength: 6 }),
        arbitraryHash,
        async (makers, hash) => {
          const made = await Promise.all(makers.map((make) => make(hash)))
          const signatures = [...new Map(made.map((one) => [one.signer, one])).values()]
          const encoded = encodeSignatures(signatures)
          const parsed = await parse(encoded, hash)
          expect(new Set(parsed)).toEqual(new Set(signatures))
          expect(encodeSignatures(parsed)).toBe(encoded)
        },
      ),
      { numRuns: 40 },
    )
  }, 30_000)

  test('behavior: any bytes are parsed or refused with an error of ours', async () => {
    const names = /^(InvalidSignature|InvalidBytes|DuplicateSigner)Error$/
    const part = fc.oneof(
      arbitraryBytes({ minLength: 65, maxLength: 65 }),
      fc
        .tuple(arbitraryAddress, fc.nat({ max: 400 }), fc.constantFrom(0, 1, 27, 31))
        .map(([r, s, v]) => words(r, BigInt(s), v)),
      fc.nat({ max: 100 }).map((length) => numberToHex(length, { size: 32 })),
      arbitraryBytes({ maxLength: 40 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const outcome = await parse(concat(['0x', ...parts])).catch((error: Error) => error)
        if (outcome instanceof Error) expect(outcome.name).toMatch(names)
        else expect(await parse(encodeSignatures(outcome))).toHaveLength(outcome.length)
      }),
      { numRuns: 200 },
    )
  }, 30_000)
})

describe('behavior: transactions that Base executed', () => {
  const known = executions.filter(({ signers }) => signers)

  test.each(known)('$source', async (execution) => {
    const { transaction, signatures } = readExecution(execution)
    const hashes = hashSafeTransaction({ transaction, version: '1.3.0' })
    const parsed = await parse(signatures, hashes.safeTxHash)
    expect(parsed.map(({ signer }) => signer)).toEqual(execution.signers)
    expect(encodeExecTransaction({ transaction, signatures: parsed })).toBe(execution.input)
  })

  test('51 of 59', () => {
    expect([known.length, executions.length]).toEqual([51, 59])
  })
})

describe('errors: length', () => {
  test('error: too short', async () => {
    await expect(parse('0x1234')).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: The signature is too short.
      Expected: at least 65 bytes
      Got: 2 bytes
      A Safe takes r, s and v: 32 + 32 + 1 bytes. Compact 64-byte signatures have to be expanded.]
    `)
    await expect(parse('0x')).rejects.toThrow('Got: 0 bytes')
    await expect(parse(slice(await signByKey(0), 0, 64))).rejects.toThrow('Compact 64-byte')
  })

  test('error: no multiple of 65', async () => {
    const data = await signByKey(0)
    await expect(parse(`${data}00`)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: The signatures are not a multiple of 65 bytes.
      Signature: number 2
      Left over: 1 of 65 bytes]
    `)
    await expect(parse(concat([data, slice(data, 0, 64)]))).rejects.toThrow('multiple of 65')
  })

  test('error: no bytes', async () => {
    await expect(parse(`${await signByKey(0)}0`)).rejects.toThrow('half a byte is missing')
    await expect(parse('0xzz')).rejects.toThrow('no hex digits')
  })

  test('error: more signatures than any Safe has owners', async () => {
    const signatures = Array.from({ length: 257 }, (_, index) => words(BigInt(index + 1), 0n, 1))
    await expect(parse(concat(signatures))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: There are too many signatures.
      At most: 256]
    `)
    expect(await parse(concat(signatures.slice(1)))).toHaveLength(256)
  })
})

describe('errors: r, s and v', () => {
  test('error: high s', async () => {
    const data = await signByKey(0)
    const s = BigInt(slice(data, 32, 64))
    const mirrored = words(slice(data, 0, 32), curveOrder - s, Number(slice(data, 64)) ^ 7)
    await expect(parse(mirrored)).rejects.toThrow(expect.objectContaining({ reason: 'high-s' }))
  })

  test('error: the highest s that is allowed, and the next one', async () => {
    const half = curveOrder / 2n
    await expect(parse(words(1n, half, 27))).resolves.toHaveLength(1)
    await expect(parse(words(1n, half + 1n, 27))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: The s of the signature is in the upper half.
      Signature: number 1
      s: 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1
      Such a signature is the mirror image of another one; wallets have not made them since EIP-2.]
    `)
  })

  test.each([
    ['r of zero', words(0n, 1n, 27), 'r'],
    ['r of the order', words(curveOrder, 1n, 28), 'r'],
    ['s of zero', words(1n, 0n, 27), 's'],
    ['s of the order', words(1n, curveOrder, 31), 's'],
    ['r not on the curve', words(5n, 1n, 27), 'unrecoverable'],
  ])('error: %s', async (_name, data, reason) => {
    await expect(parse(data)).rejects.toThrow(expect.objectContaining({ reason }))
    await expect(parse(words(1n, 1n, 27))).resolves.toHaveLength(1)
  })

  test.each([2, 26, 29, 30, 33, 255])('error: v of %d', async (v) => {
    await expect(parse(words(1n, 1n, v))).rejects.toThrow(expect.objectContaining({ reason: 'v' }))
  })

  test('error: v', async () => {
    const second = concat([await signByKey(0), words(1n, 1n, 29)])
    await expect(parse(second)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: The last byte of the signature is not one a Safe knows.
      Signature: number 2
      v: 29
      Possible: 27, 28 (EIP-712), 31, 32 (eth_sign), 1 (approved hash), 0 (contract)]
    `)
  })
})

describe('errors: signer', () => {
  test.each([
    ['no approver', words(0n, 0n, 1)],
    ['an approver with dirty padding', words(vaultWord | (1n << 160n), 0n, 1)],
    ['no contract', concat([words(0n, 65n, 0), dynamic('0x')])],
  ])('error: %s', async (_name, data) => {
    await expect(parse(data)).rejects.toThrow(expect.objectContaining({ reason: 'signer' }))
    await expect(parse(words(vaultWord, 0n, 1))).resolves.toHaveLength(1)
  })

  test('error: duplicate, parsed', async () => {
    const [eip712, ethSign] = [await signByKey(0), await signAsEthSign(0)]
    await expect(parse(concat([eip712, ethSign]))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [DuplicateSignerError: Two signatures are by the same signer.
      Signer: 0x3DA8D322CB2435dA26E9C9fEE670f9fB7Fe74E49
      Keep one signature of each owner.]
    `)
    await expect(parse(concat([eip712, await signAsEthSign(1)]))).resolves.toHaveLength(2)
  })

  test('error: duplicate, encoded', () => {
    const approved = approvedHashSignature(bob.address)
    const lowerCase = { ...approved, signer: bob.address.toLowerCase() as Address }
    expect(() => encodeSignatures([approved, lowerCase])).toThrow('by the same signer')
    expect(encodeSignatures([approved, approvedHashSignature(vault)])).toHaveLength(2 + 260)
    expect(encodeSignatures([])).toBe('0x')
  })
})

describe('errors: contract signatures', () => {
  const approved = words(BigInt(bob.address), 0n, 1)
  const twoParts = (offset: bigint) =>
    concat([words(vaultWord, offset, 0), approved, dynamic('0x1234')])

  test('error: offset into the static part', async () => {
    await expect(parse(twoParts(64n))).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: A contract signature points outside its data.
      Signature: number 1
      Offset: 64
      Possible: 65 to 132
      The offset has to lie behind the 65-byte parts of all signatures.]
    `)
    await expect(parse(twoParts(0n))).rejects.toThrow('outside its data')
    await expect(parse(twoParts(130n))).resolves.toHaveLength(2)
  })

  test('error: offset into the part of a later signature', async () => {
    // The word at 65 reads as a length far beyond the end.
    await expect(parse(twoParts(65n))).rejects.toThrow('longer than its data')
    await expect(parse(concat([words(vaultWord, 65n, 0), dynamic('0x12')]))).resolves.toHaveLength(
      1,
    )
  })

  test('error: offset past the end', async () => {
    await expect(parse(twoParts(133n))).rejects.toThrow('Possible: 65 to 132')
    await expect(parse(twoParts(2n ** 256n - 1n))).rejects.toThrow('outside its data')
  })

  test('error: no room for the length', async () => {
    await expect(parse(words(vaultWord, 65n, 0))).rejects.toThrow('outside its data')
  })

  test('error: length past the end', async () => {
    const cut = concat([words(vaultWord, 65n, 0), dynamic('0x1234', 3)])
    await expect(parse(cut)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: A contract signature is longer than its data.
      Signature: number 1
      Length: 3 bytes
      Available: 2 bytes]
    `)
    const huge = concat([words(vaultWord, 65n, 0), `0x${'ff'.repeat(32)}`])
    await expect(parse(huge)).rejects.toThrow('longer than its data')
  })

  test('error: bytes that belong to nobody', async () => {
    const behind = concat([words(vaultWord, 65n, 0), dynamic('0x1234', 1)])
    await expect(parse(behind)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: Some bytes belong to no signature.
      Bytes: 98 to 98]
    `)
    const parts = [
      words(vaultWord, 130n, 0),
      words(BigInt(bob.address), 164n, 0),
      dynamic('0x1234'),
    ]
    const gap = [
      words(vaultWord, 130n, 0),
      words(BigInt(bob.address), 165n, 0),
      dynamic('0x1234'),
      '0xff',
    ]
    await expect(parse(concat([...(gap as Hex[]), dynamic('0x')]))).rejects.toThrow(
      'Bytes: 164 to 164',
    )
    await expect(parse(concat([...parts, dynamic('0x')]))).resolves.toHaveLength(2)
  })

  test('error: bytes shared by two signatures', async () => {
    const shared = concat([
      words(vaultWord, 130n, 0),
      words(BigInt(bob.address), 130n, 0),
      dynamic('0x12'),
    ])
    await expect(parse(shared)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: Two signatures share bytes.
      Signature: number 2
      Offset: 130
      At least: 163]
    `)
  })
})

describe('what an error tells', () => {
  const errorOf = async (signatures: Hex) => {
    const error = await parse(signatures).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof InvalidSignatureError)) throw new Error('it was accepted')
    return error
  }
  const good = words(1n, 1n, 27)
  const pointing = (offset: bigint, rest: Hex = '0x') => concat([words(vaultWord, offset, 0), rest])

  test.each<readonly [reason: string, signatures: Hex, fact: string]>([
    ['length', '0x12', 'Got: 1 byte\n'],
    ['length', '0x1234', 'Got: 2 bytes'],
    ['length', concat([good, '0x12']), 'Left over: 1 of 65 bytes'],
    ['v', words(1n, 1n, 2), 'v: 2'],
    ['r', words(0n, 1n, 27), `r: ${pad('0x0', { size: 32 })}`],
    ['r', words(curveOrder, 1n, 27), 'out of range'],
    ['s', words(1n, 0n, 27), `s: ${pad('0x0', { size: 32 })}`],
    ['s', words(1n, curveOrder, 27), 'out of range'],
    ['high-s', words(1n, curveOrder - 1n, 27), 'upper half'],
    // No point of the curve has this x.
    ['unrecoverable', words(5n, 1n, 27), `r: ${numberToHex(5, { size: 32 })}`],
    ['signer', words(0n, 0n, 1), `Word: ${pad('0x0', { size: 32 })}`],
    ['signer', words(1n << 160n, 0n, 1), 'padded on the left with 12 zero bytes'],
    ['offset', pointing(64n, dynamic('0x')), 'Offset: 64'],
    ['offset', pointing(66n, dynamic('0x')), 'Possible: 65 to 65'],
    ['contract-length', pointing(65n, dynamic('0x12', 2)), 'Length: 2 bytes'],
    ['unclaimed-bytes', concat([pointing(65n, dynamic('0x')), '0x12']), 'Bytes: 97 to 97'],
    [
      'too-many',
      concat(Array.from({ length: 257 }, (_, at) => words(BigInt(at + 1), 0n, 1))),
      'At most: 256',
    ],
  ])('error: %s', async (reason, signatures, fact) => {
    const error = await errorOf(signatures)
    expect(error.reason).toBe(reason)
    expect(error.message).toContain(fact)
    expect(error.shortMessage).toMatch(/^[A-Z].*\.$/)
  })

  test('error: which of several it is', async () => {
    const error = await errorOf(concat([await signByKey(0), words(0n, 1n, 27)]))
    expect(error.message).toContain('Signature: number 2')
    const lone = await errorOf('0x12')
    expect(lone.message).not.toContain('Signature:')
  })

  test('behavior: parts of contracts may stand in any order behind the others', async () => {
    const other = vaultWord + 1n
    const signatures = concat([
      words(vaultWord, 163n, 0),
      words(other, 130n, 0),
      dynamic('0xab'),
      dynamic('0xcdef'),
    ])
    expect((await parse(signatures)).map(({ data }) => data)).toEqual(['0xcdef', '0xab'])
  })
})
