import { encodeFunctionData, encodePacked, getAddress, hashTypedData, size, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import { hashPatch } from '@/lib/core/patch/hash-patch'
import type { Dossier } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { sampleReport } from '@/lib/core/report/__fixtures__/sample-report'
import { serializeReport } from '@/lib/core/report/serialize-report'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'
import { wireSafeTransaction } from '@/lib/core/safe/wire-safe-transaction'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'
import { attestationTypedData } from '@/lib/core/signing/attestation-typed-data'
import { carriedTransaction } from '@/lib/core/signing/device/carried-transaction'
import { rawTypedData } from '@/lib/core/signing/device/raw-typed-data'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { examine } from './examine'
import { fitTogether } from './fit-together'
import type { GivenOptions } from './given'
import { recognise } from './recognise'

const account = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const stranger = privateKeyToAccount(`0x${'22'.repeat(32)}`)
const at = (byte: string) => getAddress(`0x${byte.repeat(20)}`)
const version = '1.4.1'
const dossier: Dossier = {
  schema: 'suture/patch/1',
  chainId: 1,
  safe: at('5a'),
  timelock: at('71'),
  predecessor: zeroHash,
  calls: [{ target: at('aa'), value: 0n, data: '0x' }],
  upgrades: [],
  title: 'Vault 2',
  description: '',
  severity: 'high',
  evidence: [],
  createdAt: 1n,
}
const patch = hashPatch(dossier)
const operation = patchOperation(patch)
const scheduling = encodeSchedule({ ...operation, delay: 172_800n })
const transaction = plainTransaction({
  safe: { chainId: 1, address: dossier.safe },
  call: { target: dossier.timelock, value: 0n, data: scheduling },
  nonce: 47n,
})
const { safeTxHash, domainHash } = hashSafeTransaction({ transaction, version })
const carried = carriedTransaction({ transaction, version, dossier })
const wire = wireSafeTransaction({ transaction, version })

const look = async (text: string, options?: GivenOptions) => await examine(recognise(text, options))
const hashOf = async (text: string, name: string, options?: GivenOptions) =>
  (await look(text, options)).hashes.find((one) => one.name === name)?.hash
const saidOf = async (text: string, options?: GivenOptions) =>
  (await look(text, options)).statements.map((one) => `${one.verdict}: ${one.text}`)
const fitsOf = async (...texts: readonly string[]) => {
  const examined = await Promise.all(
    texts.map(async (text) => ({ given: recognise(text), examination: await look(text) })),
  )
  return (await fitTogether(examined)).map(
    ({ statement }) => `${statement.verdict}: ${statement.text}`,
  )
}

describe('a Safe transaction', () => {
  test('default: as Suture carries it, with its dossier', async () => {
    const found = await look(carried)
    expect(found.kind).toBe('safe-transaction')
    expect(await hashOf(carried, 'safeTxHash')).toBe(safeTxHash)
    expect(await hashOf(carried, 'Operation id')).toBe(operation.id)
    expect(await hashOf(carried, 'Patch digest')).toBe(patch.digest)
    expect(await saidOf(carried)).toEqual([
      'pass: The operation is that of the dossier: its digest is the salt.',
      'pass: The dossier is for this Safe on this chain.',
    ])
  })

  test('behavior: one altered byte of the dossier is caught', async () => {
    const forged = carried.replace('Vault 2', 'Vault 3')
    expect(forged).not.toBe(carried)
    expect((await saidOf(forged))[0]).toBe(
      'fail: No operation in the calls is that of the dossier beside it.',
    )
  })

  test('args: typed data of a wallet is the same transaction', async () => {
    const raw = rawTypedData(safeTypedData({ transaction, version }))
    expect(await hashOf(raw, 'safeTxHash')).toBe(safeTxHash)
    expect((await look(raw)).kind).toBe('safe-transaction')
  })

  test('behavior: what it sends is told as it is signed, digits in groups', async () => {
    const paying = { ...transaction, value: 1_250_000n }
    const found = await look(rawTypedData(safeTypedData({ transaction: paying, version })))
    expect(found.facts).toContainEqual({ label: 'Value', value: '1,250,000 wei', form: 'text' })
  })

  test('behavior: typed data that is only called SafeTx stays typed data, and says so', async () => {
    const raw = JSON.parse(rawTypedData(safeTypedData({ transaction, version })))
    raw.types.SafeTx.reverse()
    const found = await look(JSON.stringify(raw))
    expect(found.kind).toBe('typed-data')
    expect(found.statements[0]?.verdict).toBe('warn')
    expect(found.signable).toBe(hashTypedData({ ...raw, domain: raw.domain }))
  })

  test('args: as a Safe service answers it, with its claims checked', async () => {
    const signature = await account.sign({ hash: safeTxHash })
    const answer = {
      ...wire,
      version: undefined,
      chainId: undefined,
      safeTxHash,
      trusted: true,
      confirmations: [
        { owner: account.address, signature },
        { owner: stranger.address, signature },
      ],
    }
    expect(await saidOf(JSON.stringify(answer), { chainId: 1, version })).toEqual([
      'pass: The safeTxHash that it names is that of its fields.',
      `pass: ${account.address} has signed this (eip712).`,
      `fail: A signature is said to be by ${stranger.address} and is by ${account.address}, if of this.`,
      'unknown: Nothing here has looked at these members: trusted.',
    ])
    const forged = JSON.stringify({ ...answer, chainId: 1, nonce: '48' })
    expect((await saidOf(forged)).slice(0, 2)).toEqual([
      'unknown: The version of the Safe is not given. Hashed as by 1.3.0 and later, which put the chain into the domain.',
      `fail: It names the safeTxHash ${safeTxHash}, which is not of its fields.`,
    ])
    expect(() => recognise(JSON.stringify(answer))).toThrow('chainId')
  })

  test('args: a file of signatures, and one whose hash is not its own', async () => {
    const { version: _, ...fields } = wire
    const signature = await account.sign({ hash: safeTxHash })
    const file = {
      ...{ schema: 'suture/signatures/1', version, safeTxHash, transaction: fields },
      signatures: [signature],
    }
    expect(await saidOf(JSON.stringify(file))).toEqual([
      'pass: The safeTxHash that it names is that of its fields.',
      `unknown: A signature (eip712) is by ${account.address}.`,
    ])
    expect(() => recognise(JSON.stringify({ ...file, safeTxHash: zeroHash }))).toThrow(
      'is not the one of its transaction',
    )
  })

  test('behavior: through MultiSend to the operation, and what a delegatecall means', async () => {
    const [multiSend] = trustedMultiSends
    const inner = encodePacked(
      ['uint8', 'address', 'uint256', 'uint256', 'bytes'],
      [0, dossier.timelock, 0n, BigInt(size(scheduling)), scheduling],
    )
    const data = encodeFunctionData({ abi: multiSendAbi, functionName: 'multiSend', args: [inner] })
    const batch = {
      ...transaction,
      operation: 'delegatecall' as const,
      data,
      target: multiSend?.address ?? at('00'),
    }
    const text = carriedTransaction({ transaction: batch, version })
    expect(await hashOf(text, 'Operation id')).toBe(operation.id)
    expect((await saidOf(text))[0]).toMatch(/^unknown: A delegatecall to the address of MultiSend/)
    const foreign = carriedTransaction({ transaction: { ...batch, target: at('ee') }, version })
    expect((await saidOf(foreign))[0]).toMatch(/^fail: A delegatecall to code that is no published/)
  })

  test('behavior: a refund is warned of, and nothing is where there is none', async () => {
    const paid = carriedTransaction({ transaction: { ...transaction, gasPrice: 1n }, version })
    expect((await saidOf(paid))[0]).toMatch(/^warn: Gas price/)
    expect(await saidOf(JSON.stringify(wire))).toEqual([])
  })
})

describe('other documents', () => {
  test('default: a dossier', async () => {
    expect(await hashOf(serializeDossier(dossier), 'Patch digest')).toBe(patch.digest)
  })

  test('default: calldata, and a call', async () => {
    const bare = await look(scheduling)
    expect(bare).toMatchObject({ kind: 'calldata', isTargetUnknown: true })
    expect(await hashOf(scheduling, 'Operation id')).toBe(operation.id)
    const call = await look(JSON.stringify({ to: dossier.timelock, data: scheduling, chainId: 1 }))
    expect(call.views).toHaveLength(2)
  })

  test('default: a report, and one that contradicts itself', async () => {
    const json = serializeReport(sampleReport)
    const found = await look(json)
    expect(found.kind).toBe('report')
    expect(found.statements.map(({ verdict }) => verdict)).not.toContain('fail')
    const spaced = await look(JSON.stringify(JSON.parse(json), null, 2))
    expect(spaced.statements[0]?.verdict).toBe('warn')
    expect(spaced.hashes[0]).toEqual(found.hashes[0])
    const other = JSON.parse(json)
    other.input.calls[0].value = '1'
    expect((await look(JSON.stringify(other))).statements.map(({ verdict }) => verdict)).toContain(
      'fail',
    )
  })

  test('default: a Transaction Builder file', async () => {
    const file = {
      version: '1.0',
      chainId: '1',
      meta: { name: 'x\u202Ey', createdFromSafeAddress: dossier.safe },
      transactions: [{ to: dossier.timelock, value: '0', data: scheduling }],
    }
    const found = await look(JSON.stringify(file))
    expect(found.facts[0]?.value).toBe('x⟨U+202E⟩y')
    expect(found.hashes).toEqual([{ name: 'Operation id', hash: operation.id }])
    const method = {
      ...file,
      transactions: [{ to: dossier.timelock, contractMethod: { name: 'f' } }],
    }
    expect(() => recognise(JSON.stringify(method))).toThrow('the calldata itself')
  })

  test('default: an attestation, by its key or by nobody known', async () => {
    const content = {
      timelock: { chainId: 1, address: dossier.timelock },
      operation: operation.id,
      report: zeroHash,
      verdict: 'pass' as const,
      note: '',
      signer: account.address,
    }
    const signature = await account.signTypedData(attestationTypedData(content))
    expect((await saidOf(serializeAttestation({ ...content, signature })))[0]).toMatch(
      /^pass: Signed/,
    )
    const foreign = { ...content, signer: stranger.address, signature }
    expect((await saidOf(serializeAttestation(foreign)))[0]).toMatch(/^unknown: The key/)
  })
})

describe('fitTogether', () => {
  test('default: a signature is recovered against what it is beside', async () => {
    const signature = await account.sign({ hash: safeTxHash })
    expect(await fitsOf(carried, signature)).toEqual([
      `unknown: Safe transaction: the signature recovers to ${account.address}. Compare it with the owners.`,
    ])
    const claim = (signer: string) => JSON.stringify({ safeTxHash, signature, signer })
    expect(await fitsOf(carried, claim(account.address))).toEqual([
      `pass: Safe transaction: signed by ${account.address}, who is named in it.`,
    ])
    expect((await fitsOf(carried, claim(stranger.address)))[0]).toMatch(/^fail: .*named nowhere/)
    const elsewhere = JSON.stringify({ safeTxHash: zeroHash, signature })
    expect((await fitsOf(carried, elsewhere))[0]).toMatch(/^fail: .*says it is of 0x0000/)
  })

  test('default: a hash is found under its name, or is none', async () => {
    expect(await fitsOf(carried, safeTxHash)).toEqual([
      'pass: Safe transaction: the hash is its safeTxHash.',
    ])
    expect(await fitsOf(domainHash, carried)).toEqual([
      'pass: Safe transaction: the hash is its Domain hash.',
    ])
    expect((await fitsOf(carried, zeroHash))[0]).toMatch(/^fail: /)
    expect(await fitsOf(safeTxHash, safeTxHash)).toEqual(['pass: The two hashes are the same.'])
  })

  test('behavior: a transaction and a dossier, a transaction and its calldata', async () => {
    const alone = JSON.stringify(wire)
    expect(await fitsOf(alone, serializeDossier(dossier))).toEqual([
      'pass: Safe transaction and dossier of a patch: the same Operation id.',
      'pass: Safe transaction and dossier of a patch: the same Patch digest.',
    ])
    const other = serializeDossier({ ...dossier, title: 'Another' })
    expect((await fitsOf(alone, other)).every((line) => line.startsWith('fail'))).toBe(true)
    expect((await fitsOf(alone, scheduling))[0]).toBe(
      'pass: Safe transaction and calldata: the same Calldata Digest.',
    )
  })
})

describe('refusals', () => {
  test('error: what is nothing that is known, with what was tried', () => {
    expect(() => recognise('hello \u202E')).toThrowErrorMatchingInlineSnapshot(`
      [NotRecognisedError: Nothing that is known here.
      Begins: hello ⟨U+202E⟩
      JSON: does not begin with {
      Hash, calldata or signature: do not begin with 0x
      Give a Safe transaction, typed data, calldata, a hash, a signature, or a document that Suture writes.]
    `)
    expect(() => recognise('{"a":1}')).toThrowErrorMatchingInlineSnapshot(`
      [NotRecognisedError: Nothing that is known here.
      Begins: {"a":1}
      schema: none
      EIP-712 typed data: needs types, primaryType, domain and message
      Safe transaction: needs safe, to and nonce
      Transaction Builder: needs chainId and transactions
      ERC-7730 descriptor: needs context and display
      signature: needs safeTxHash and signature
      call: needs to and data
      Give a Safe transaction, typed data, calldata, a hash, a signature, or a document that Suture writes.]
    `)
    expect(() => recognise('0x1234')).toThrowErrorMatchingInlineSnapshot(`
      [NotRecognisedError: Nothing that is known here.
      Begins: 0x1234
      Hash: has 32 bytes, this 2
      Signature: has 65 bytes or more, this 2
      Calldata: has at least 4 bytes, this 2
      Give a Safe transaction, typed data, calldata, a hash, a signature, or a document that Suture writes.]
    `)
    expect(() => recognise('{')).toThrow('JSON: ')
  })

  test('error: more than anybody would paste on purpose', () => {
    expect(() => recognise(' '.repeat(33 * 1024 * 1024))).toThrow('too large')
  })

  test('error: of a known kind and broken', () => {
    expect(() => recognise(JSON.stringify({ ...wire, to: '0x12' }))).toThrow('to')
    expect(() => recognise('{"schema":"suture/patch/1"}')).toThrow('not a valid dossier')
  })
})
