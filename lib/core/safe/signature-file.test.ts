import fc from 'fast-check'
import { type Address, concat, type Hex, pad, toHex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { expect, test } from 'vitest'
import { BaseError } from '@/lib/core/error/base-error'
import { arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { arbitraryMutation, mutateJson } from './__fixtures__/mutate-json'
import { approvedHashSignature } from './approved-hash-signature'
import { encodeSignatures } from './encode-signatures'
import { hashSafeTransaction } from './hash-safe-transaction'
import { isSameTransaction } from './is-same-transaction'
import { judgeSignatures } from './judge-signatures'
import { parseSignatureFile } from './parse-signature-file'
import { parseSignatures } from './parse-signatures'
import type { ProposedTransaction } from './proposed-transaction'
import { serializeSignatureFile } from './serialize-signature-file'
import type { SafeSignature } from './signature'
import type { SignatureFile } from './signature-file'
import { signatureFileOf } from './signature-file-of'
import { readSignatures, signatureLink } from './signature-link'
import { conflictsOf, shelve } from './signature-shelf'

const keys = [11, 22, 33, 44].map((byte) => pad(toHex(byte), { size: 32 }))
const owners = keys.slice(0, 3).map((key) => privateKeyToAccount(key).address)
const [, grace] = owners as [Address, Address]
const [transaction, another] = fc.sample(arbitrarySafeTransaction, { numRuns: 2, seed: 7 }) as [
  SignatureFile['transaction'],
  SignatureFile['transaction'],
]

async function fileOf(of: SignatureFile['transaction'], signers = [0, 1]): Promise<SignatureFile> {
  const version = '1.4.1'
  const { safeTxHash } = hashSafeTransaction({ transaction: of, version })
  const signatures = await Promise.all(
    signers.map((index) => sign({ hash: safeTxHash, privateKey: keys[index] as Hex, to: 'hex' })),
  )
  return { schema: 'suture/signatures/1', version, transaction: of, safeTxHash, signatures }
}

const file = await fileOf(transaction)
const text = serializeSignatureFile(file)
const judge = ({ signatures, safeTxHash }: SignatureFile) =>
  judgeSignatures({ signatures, safeTxHash, owners })

test('default: what was written is read, and the signatures count', async () => {
  const read = parseSignatureFile(text)
  expect(read).toEqual({ ...file, signatures: file.signatures.toSorted() })
  expect(serializeSignatureFile(read)).toBe(text)
  const judged = await judge(read)
  expect(judged.map(({ verdict }) => verdict)).toEqual(['counts', 'counts'])
})

test('behavior: as a file, as a link and as the fragment of a link', () => {
  const link = signatureLink(file, 'https://suture.example')
  expect(link.startsWith('https://suture.example/signatures#')).toBe(true)
  for (const form of [text, ` ${text}\n`, link, link.slice(link.indexOf('#'))]) {
    expect(readSignatures(form)).toEqual(parseSignatureFile(text))
  }
})

test('behavior: a signature that is not an owner’s of this transaction is refused, the others count', async () => {
  const foreign = (await fileOf(another)).signatures[0] as Hex
  const stranger = (await fileOf(transaction, [3])).signatures[0] as Hex
  const [first] = file.signatures as [Hex]
  const judged = await judge({ ...file, signatures: [first, foreign, stranger, '0x1234', first] })
  expect(judged.map((each) => (each.verdict === 'refused' ? each.reason : each.verdict))).toEqual([
    'counts',
    'no owner of the Safe, or signed for another transaction',
    'no owner of the Safe, or signed for another transaction',
    'The signature is too short.',
    'a second signature of this owner',
  ])
})

test('behavior: an approval is only a claim until the chain confirms it', async () => {
  const bytes = encodeSignatures([approvedHashSignature(grace)])
  expect(await judge({ ...file, signatures: [bytes] })).toEqual([
    { verdict: 'claimed', signature: approvedHashSignature(grace) },
  ])
})

test('behavior: the shelf joins signatures of one transaction and keeps rivals apart', async () => {
  const mine = await fileOf(transaction, [0])
  const theirs = await fileOf(transaction, [1])
  const rival = await fileOf({ ...transaction, value: transaction.value ^ 1n }, [2])
  const shelf = [mine, theirs, rival].reduce(shelve, [])
  expect(shelf).toHaveLength(2)
  expect(shelf[0]?.signatures).toEqual([...mine.signatures, ...theirs.signatures])
  expect(conflictsOf(shelf, mine)).toEqual([rival])
  expect(conflictsOf(shelf, await fileOf({ ...transaction, nonce: 1n }))).toEqual([])
})

test('error: a field that was changed after it was hashed', () => {
  const changed = text.replace(`"value":"${transaction.value}"`, '"value":"1"')
  expect(() => parseSignatureFile(changed)).toThrowErrorMatchingInlineSnapshot(`
    [SignatureFileHashError: The safeTxHash of this file is not the one of its transaction.
    In the file: 0x8b476db8ae0589ebfc9d23be656d6e1be87db0e3bc715ed1771929c3b523d785
    Computed here: 0x8e8cac60b8cae4ca7f8dc6cfb08410350374f69d696f1f1b56d4113e3fbcc6d7
    Do not sign anything that came with it: a field was changed after it was hashed.]
  `)
})

test('error: what is no signature file', () => {
  expect(() => parseSignatureFile('{')).toThrowErrorMatchingInlineSnapshot(`
    [InvalidSignatureFileError: This is not a valid signature file.
    JSON: Expected property name or '}' in JSON at position 1
    Ask whoever sent it for the file or the link again. Nothing of it was taken over.]
  `)
  expect(() =>
    parseSignatureFile('{"schema":"suture/patch/1"}'),
  ).toThrowErrorMatchingInlineSnapshot(`
    [InvalidSignatureFileError: This is not a valid signature file.
    schema: Expected one of: "suture/signatures/1".
    version: Expected string.
    safeTxHash: Expected string.
    transaction: Expected object.
    signatures: Expected array.
    Ask whoever sent it for the file or the link again. Nothing of it was taken over.]
  `)
  expect(() => readSignatures('https://suture.example/#%')).toThrow(BaseError)
})

test('error: what would not be read to its end', () => {
  const messageOf = (given: string) => {
    try {
      parseSignatureFile(given)
    } catch (error) {
      return String(error)
    }
    return ''
  }
  const padded = (length: number) => `${text}${' '.repeat(length - text.length)}`
  expect(messageOf(padded(1_000_000))).toBe('')
  expect(messageOf(padded(1_000_001))).toContain('Characters: 1000001, at most 1000000')
  const wire = JSON.parse(text)
  const of = (change: object) => messageOf(JSON.stringify({ ...wire, ...change }))
  expect(of({ strange: 1, odd: 2 })).toContain('file: No member of a signature file: strange, odd.')
  expect(of({ transaction: { ...wire.transaction, strange: 1 } })).toContain(
    'transaction: No member of a signature file: strange.',
  )
  expect(of({ version: 'x'.repeat(33) })).toContain('version: Longer than any version of a Safe.')
  expect(of({ transaction: { ...wire.transaction, chainId: 0 } })).toContain(
    'transaction.chainId: A chain id is at least 1.',
  )
  expect(of({ signatures: Array.from({ length: 257 }, () => '0x12') })).toContain(
    'More than 256 signatures.',
  )
  for (const name of ['value', 'safeTxGas', 'baseGas', 'gasPrice', 'nonce']) {
    expect(of({ transaction: { ...wire.transaction, [name]: 'x' } })).toContain(
      `transaction.${name}: `,
    )
  }
  const many = Object.fromEntries(Object.keys(wire.transaction).map((name) => [name, null]))
  const lines = of({ transaction: many }).split('\n')
  expect(lines.filter((line) => line.startsWith('transaction.'))).toHaveLength(8)
})

test('behavior: what is proposed is handed on with each of its signatures by itself', async () => {
  const [first, second] = await parseSignatures({
    signatures: concat(file.signatures),
    safeTxHash: file.safeTxHash,
  })
  const confirmation = (signature: SafeSignature) => ({
    owner: signature.signer,
    signature,
    submittedAt: 0n,
  })
  const proposed = {
    transaction,
    safeTxHash: file.safeTxHash,
    confirmations: [confirmation(first!), confirmation(second!)],
  } as unknown as ProposedTransaction
  expect(signatureFileOf(proposed, file.version)).toEqual(file)
  expect(parseSignatureFile(serializeSignatureFile(signatureFileOf(proposed, '1.4.1')))).toEqual(
    parseSignatureFile(text),
  )
})

test('behavior: of 10,000 changed files none is accepted with another transaction or signature', async () => {
  const other = serializeSignatureFile(await fileOf(another))
  const signed = new Set(file.signatures.map((each) => each.toLowerCase()))
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(arbitraryMutation, async (mutation) => {
      let parsed: SignatureFile
      try {
        parsed = parseSignatureFile(mutateJson(text, other, mutation))
      } catch (error) {
        expect(error).toBeInstanceOf(BaseError)
        return
      }
      const isOther = parsed.safeTxHash !== file.safeTxHash
      // The whole of another valid file, or one that differs in nothing that is hashed.
      expect(isSameTransaction(parsed.transaction, isOther ? another : transaction)).toBe(true)
      if (isOther) return
      for (const bytes of parsed.signatures) {
        // Recovering is what costs: what was not changed was judged before.
        if (signed.has(bytes)) continue
        const [judged] = await judge({ ...parsed, signatures: [bytes] })
        expect(judged?.verdict).not.toBe('counts')
      }
      accepted += 1
    }),
    { numRuns: 10_000 },
  )
  // The property would hold if everything were refused.
  expect(accepted).toBeGreaterThan(100)
}, 240_000)
