import fc from 'fast-check'
import {
  type Address,
  decodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  keccak256,
  slice,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import {
  arbitraryAddress,
  arbitraryBytes,
  arbitraryHash,
  arbitrarySafeTransaction,
} from './__fixtures__/arbitraries'
import { approvedHashSignature } from './approved-hash-signature'
import { asksForHash } from './asks-for-hash'
import { describeSafeError } from './describe-safe-error'
import { encodeExecTransaction } from './encode-exec-transaction'
import { encodeSignatures } from './encode-signatures'
import { hashSafeMessage } from './hash-safe-message'
import { hashSafeTransaction } from './hash-safe-transaction'
import { isTrustedDelegatecall } from './is-trusted-delegatecall'
import { judgeSignatures } from './judge-signatures'
import { parseSafeTransaction } from './parse-safe-transaction'
import { parseSignatures } from './parse-signatures'
import { parseWalletSignature } from './parse-wallet-signature'
import { safeHashing } from './safe-version'
import type { SignatureFile } from './signature-file'
import { readSignatures, signatureLink } from './signature-link'
import { conflictsOf, type SignatureShelf, shelve } from './signature-shelf'
import { signerStanding } from './signer-standing'
import { trustedMultiSends } from './trusted-multi-sends'
import { wireSafeTransaction } from './wire-safe-transaction'

const version = '1.4.1'
const few = { numRuns: 40 }
const accounts = [1, 2, 3, 4].map((key) =>
  privateKeyToAccount(`0x${key.toString(16).padStart(64, '0')}`),
)
const everybody = accounts.map(({ address }) => address)
const safeTxHash: Hash = `0x${'5a'.repeat(32)}`
/** The same signature of each of them, made once: a recovery costs as much as all else here. */
let signatures: Hex[]
beforeAll(async () => {
  signatures = await Promise.all(accounts.map((account) => account.sign({ hash: safeTxHash })))
})

describe('what is written is read', () => {
  test('behavior: a transaction as JSON, whatever its fields', () => {
    fc.assert(
      fc.property(
        arbitrarySafeTransaction,
        fc.option(fc.string(), { nil: undefined }),
        (transaction, told) => {
          const wire = JSON.parse(
            JSON.stringify(wireSafeTransaction({ transaction, version: told })),
          )
          expect(parseSafeTransaction(wire)).toEqual({
            transaction,
            version: told,
            dossier: undefined,
          })
        },
      ),
      few,
    )
  })

  test('behavior: a transaction as the calldata that executes it', () => {
    const signed = [approvedHashSignature(everybody[1]!), approvedHashSignature(everybody[0]!)]
    fc.assert(
      fc.property(arbitrarySafeTransaction, fc.shuffledSubarray(signed), (transaction, some) => {
        const data = encodeExecTransaction({ transaction, signatures: some })
        const { args } = decodeFunctionData({ abi: safeAbi, data })
        const { target, value, operation, safeTxGas, baseGas, gasPrice } = transaction
        const { gasToken, refundReceiver } = transaction
        expect(args).toEqual([
          ...[target, value, transaction.data, operation === 'call' ? 0 : 1, safeTxGas, baseGas],
          ...[gasPrice, gasToken, refundReceiver, encodeSignatures(some)],
        ])
      }),
      few,
    )
  })

  test('behavior: signatures as one text, in whatever order they come', async () => {
    const contract = fc.record({
      kind: fc.constant('contract' as const),
      signer: arbitraryAddress,
      data: arbitraryBytes({ maxLength: 100 }),
    })
    const claims = fc
      .tuple(
        fc.uniqueArray(contract, { selector: ({ signer }) => signer, maxLength: 4 }),
        fc.subarray(everybody),
      )
      .map(([contracts, owners]) => [...contracts, ...owners.map(approvedHashSignature)])
      .filter((some) => some.length > 0)
      .chain((some) =>
        fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
      )
    await fc.assert(
      fc.asyncProperty(claims, async ([some, shuffled]) => {
        const text = encodeSignatures(some)
        expect(encodeSignatures(shuffled)).toBe(text)
        const read = await parseSignatures({ signatures: text, safeTxHash })
        const bySigner = (a: { signer: Address }, b: { signer: Address }) =>
          a.signer.toLowerCase() < b.signer.toLowerCase() ? -1 : 1
        expect(read).toEqual(some.toSorted(bySigner))
      }),
      few,
    )
  })

  test('behavior: a signature file as a link', () => {
    fc.assert(
      fc.property(arbitraryFile, (file) => {
        const link = signatureLink(file, 'https://desk.example')
        const read = readSignatures(link)
        expect({ ...read, signatures: undefined }).toEqual({ ...file, signatures: undefined })
        expect(new Set(read.signatures)).toEqual(new Set(file.signatures))
        // A fragment alone, and the text within, are as good.
        expect(readSignatures(link.slice(link.indexOf('#')))).toEqual(read)
        expect(readSignatures(decodeURIComponent(link.slice(link.indexOf('#') + 1)))).toEqual(read)
      }),
      few,
    )
  })
})

const arbitraryFile: fc.Arbitrary<SignatureFile> = fc
  .tuple(arbitrarySafeTransaction, fc.array(arbitraryBytes({ minLength: 65, maxLength: 65 })))
  .map(([transaction, some]) => ({
    schema: 'suture/signatures/1',
    version,
    transaction,
    safeTxHash: hashSafeTransaction({ transaction, version }).safeTxHash,
    signatures: some,
  }))

describe('the shelf', () => {
  const bytesOf = (shelf: SignatureShelf) =>
    new Map(shelf.map((file) => [file.safeTxHash, new Set(file.signatures)]))

  test('behavior: whatever is put on it in whatever order, nothing is lost or counted twice', () => {
    const several = fc.uniqueArray(arbitraryFile, {
      selector: ({ safeTxHash: hash }) => hash,
      minLength: 1,
      maxLength: 4,
    })
    const some = several.chain((files) =>
      // Each in several copies, with some of its signatures.
      fc
        .tuple(
          ...files.map((file) => fc.array(fc.subarray([...file.signatures]), { maxLength: 3 })),
        )
        .chain((parts) => {
          const copies = files.flatMap((file, index) => [
            file,
            ...(parts[index] ?? []).map((each) => ({ ...file, signatures: each })),
          ])
          return fc.tuple(
            fc.constant(files),
            fc.shuffledSubarray(copies, { minLength: copies.length }),
          )
        }),
    )
    fc.assert(
      fc.property(some, ([files, copies]) => {
        const shelf = copies.reduce<SignatureShelf>(shelve, [])
        expect(bytesOf(shelf)).toEqual(bytesOf(files))
        expect(copies.reduce(shelve, shelf)).toHaveLength(shelf.length)
        for (const { signatures: kept } of shelf) expect(new Set(kept).size).toBe(kept.length)
      }),
      few,
    )
  })

  test('behavior: of more than fifty the oldest go first', () => {
    const [file] = fc.sample(arbitraryFile, { numRuns: 1, seed: 3 }) as [SignatureFile]
    const hashOf = (index: number): Hash => `0x${index.toString(16).padStart(64, '0')}`
    const files = Array.from({ length: 52 }, (_, index) => ({ ...file, safeTxHash: hashOf(index) }))
    const kept = files.reduce<SignatureShelf>(shelve, []).map(({ safeTxHash: hash }) => hash)
    expect(kept).toEqual(files.slice(2).map(({ safeTxHash: hash }) => hash))
  })

  test('behavior: what conflicts is of one Safe, chain and nonce, says so from both sides, and is never itself', () => {
    const same = fc.record({ address: fc.boolean(), chain: fc.boolean(), nonce: fc.boolean() })
    fc.assert(
      fc.property(arbitraryFile, arbitrarySafeTransaction, same, (file, other, is) => {
        const { safe, nonce } = file.transaction
        const transaction = {
          ...other,
          safe: {
            chainId: is.chain ? safe.chainId : safe.chainId + 1,
            address: is.address ? safe.address : otherThan(safe.address),
          },
          nonce: is.nonce ? nonce : nonce ^ 1n,
          value: file.transaction.value ^ 1n,
        }
        const rival = {
          ...file,
          transaction,
          safeTxHash: hashSafeTransaction({ transaction, version }).safeTxHash,
        }
        const isRival = is.address && is.chain && is.nonce
        expect(conflictsOf([file, rival], file)).toEqual(isRival ? [rival] : [])
        expect(conflictsOf([file, rival], rival)).toEqual(isRival ? [file] : [])
      }),
      { numRuns: 60 },
    )
  })
})

describe('signatures', () => {
  const arbitraryPile = fc.array(
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(3).map((index) => ({ of: index, bytes: undefined })) },
      {
        weight: 1,
        arbitrary: arbitraryBytes({ maxLength: 70 }).map((bytes) => ({ of: -1, bytes })),
      },
    ),
    { maxLength: 5 },
  )

  test('behavior: who counts does not depend on their order, is an owner, and counts once', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPile, fc.subarray(everybody), async (pile, owners) => {
        const bytes = pile.map(({ of, bytes: own }) => own ?? signatures[of]!)
        const counting = async (some: Hex[]) => {
          const judged = await judgeSignatures({ signatures: some, safeTxHash, owners })
          expect(judged).toHaveLength(some.length)
          return judged.flatMap((each) =>
            each.verdict === 'counts' ? [each.signature.signer] : [],
          )
        }
        const found = await counting(bytes)
        const signed = new Set(pile.flatMap(({ of }) => (of < 0 ? [] : [everybody[of]!])))
        expect(found.toSorted()).toEqual(owners.filter((owner) => signed.has(owner)).toSorted())
        expect((await counting(bytes.toReversed())).toSorted()).toEqual(found.toSorted())
      }),
      { numRuns: 15 },
    )
  })

  test('behavior: for any other hash they are nobody’s here', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHash, fc.nat(3), async (other, index) => {
        const judged = await judgeSignatures({
          signatures: [signatures[index]!],
          safeTxHash: other,
          owners: everybody,
        })
        expect(judged.map(({ verdict }) => verdict)).toEqual(['refused'])
      }),
      { numRuns: 15 },
    )
  })

  test('behavior: of a wallet, with one byte changed, are not those of the account', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(64), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const bytes = Buffer.from(signatures[0]!.slice(2), 'hex')
        bytes[at] = (bytes[at] ?? 0) ^ by
        const changed: Hex = `0x${bytes.toString('hex')}`
        // v of 0 and 1 are how some wallets write 27 and 28.
        const isSame = at === 64 && (bytes[64] ?? 0) + 27 === Number(slice(signatures[0]!, 64))
        const parsed = await parseWalletSignature({
          signature: changed,
          safeTxHash,
          method: 'eip712',
        }).catch(() => undefined)
        if (isSame) expect(parsed?.signer).toBe(everybody[0])
        else expect(parsed?.signer).not.toBe(everybody[0])
      }),
      { numRuns: 25 },
    )
  })

  test('behavior: an account may sign at most where it owns, has not signed, and it is not over', () => {
    const state = fc.record({
      owners: fc.subarray(everybody),
      signed: fc.subarray(everybody),
      account: fc.option(fc.constantFrom(...everybody), { nil: undefined }),
      status: fc.constantFrom('pending' as const, 'replaced' as const),
    })
    fc.assert(
      fc.property(
        arbitrarySafeTransaction,
        state,
        (transaction, { owners, signed, account, status }) => {
          const standing = signerStanding({
            transaction: {
              transaction,
              safeTxHash,
              proposer: undefined,
              submittedAt: 0n,
              origin: '',
              confirmations: signed.map((owner) => ({
                owner,
                signature: approvedHashSignature(owner),
                submittedAt: 0n,
              })),
              outcome: { status },
            },
            safe: { owners },
            account: account?.toLowerCase() as Address | undefined,
          })
          const may =
            account !== undefined &&
            status === 'pending' &&
            owners.includes(account) &&
            !signed.includes(account)
          expect(standing === 'may-sign').toBe(may)
        },
      ),
    )
  })
})

describe('what is trusted is a list', () => {
  const known = fc.constantFrom(...trustedMultiSends)

  test('behavior: no other address and no other code, and neither of two by halves', () => {
    fc.assert(
      fc.property(
        known,
        known,
        arbitraryAddress,
        arbitraryHash,
        arbitraryBytes({ maxLength: 80 }),
        (one, two, to, codeHash, data) => {
          expect(isTrustedDelegatecall({ to, codeHash: one.codeHash, data })).toBe(false)
          expect(isTrustedDelegatecall({ to: one.address, codeHash, data })).toBe(false)
          expect(isTrustedDelegatecall({ to: one.address, codeHash: undefined, data })).toBe(false)
          const isPair = trustedMultiSends.some(
            (each) => each.address === one.address && each.codeHash === two.codeHash,
          )
          const isCallOnly = one.name === 'MultiSendCallOnly'
          // Random bytes are no batch of calls, so that only the kind that refuses others is trusted with them.
          expect(isTrustedDelegatecall({ to: one.address, codeHash: two.codeHash, data })).toBe(
            isPair && isCallOnly,
          )
        },
      ),
    )
  })

  test('behavior: text that is no code of the Safe explains nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__', 'GS999', 'gs013')),
        (text) => {
          if (!/^GS\d{3}$/.test(text)) expect(describeSafeError(text)).toBeUndefined()
          else expect(['string', 'undefined']).toContain(typeof describeSafeError(text))
        },
      ),
    )
  })
})

describe('versions', () => {
  const part = fc.nat(12)
  test('behavior: one that is not known hashes nothing; of those that are, 1.3 is where the chain comes in', () => {
    fc.assert(
      fc.property(
        part,
        part,
        part,
        fc.constantFrom('', '+L2', '-rc.1'),
        (major, minor, bug, tail) => {
          const text = `${major}.${minor}.${bug}${tail}`
          const isKnown = (major === 0 && minor === 1) || (major === 1 && minor <= 5)
          if (!isKnown) {
            expect(() => safeHashing(text)).toThrow('The version of this Safe is not known.')
            return
          }
          expect(safeHashing(text)).toEqual({
            gasField: major === 0 ? 'dataGas' : 'baseGas',
            chainIdInDomain: major === 1 && minor >= 3,
          })
          expect(asksForHash(text)).toBe(major === 1 && minor === 5)
        },
      ),
    )
  })

  test('behavior: text around a version makes it unknown', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        fc.pre(!/^[\d+-]/.test(text))
        expect(() => safeHashing(`${version}${text}`)).toThrow()
        expect(() => safeHashing(`${text}${version}`)).toThrow()
      }),
    )
  })
})

test('behavior: a message hashes to something else with another message, Safe or chain', () => {
  const arbitrarySafe = fc.record({
    chainId: fc.integer({ min: 1, max: 2 ** 31 }),
    address: arbitraryAddress,
  })
  fc.assert(
    fc.property(arbitrarySafe, arbitraryHash, (safe, message) => {
      const hashOf = (at: typeof safe, text: Hex) =>
        hashSafeMessage({ safe: at, version, message: text }).messageHash
      const hashes = [
        hashOf(safe, message),
        hashOf(safe, keccak256(message)),
        hashOf({ ...safe, address: otherThan(safe.address) }, message),
        hashOf({ ...safe, chainId: safe.chainId + 1 }, message),
      ]
      expect(new Set(hashes).size).toBe(hashes.length)
    }),
    few,
  )
})

function otherThan(address: Address): Address {
  return getAddress(slice(keccak256(address), 12))
}
