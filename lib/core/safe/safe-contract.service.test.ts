import fc from 'fast-check'
import {
  type Address,
  concat,
  encodeFunctionData,
  type Hash,
  type Hex,
  parseAbi,
  parseEther,
  parseEventLogs,
  zeroAddress,
} from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAccount, demoAddresses } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { safeVersions } from '@/demo/chain/safe-contracts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { arbitraryBytes, arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { approvedHashSignature } from './approved-hash-signature'
import { encodeExecTransaction } from './encode-exec-transaction'
import { encodeSignatures } from './encode-signatures'
import { hashSafeMessage } from './hash-safe-message'
import { hashSafeTransaction, type SafeTransactionHashes } from './hash-safe-transaction'
import { parseSignatures } from './parse-signatures'
import { parseWalletSignature } from './parse-wallet-signature'
import { rejectionOf } from './rejection-of'
import type { SafeTransaction } from './safe-transaction'
import { safeTypedData } from './safe-typed-data'
import type { SafeSignature, SignatureKind } from './signature'

const chainId = 31337
const stranger = demoAccount(9).address
const kinds: SignatureKind[] = ['eip712', 'eth-sign', 'approved-hash', 'contract']

let anvil: Anvil
let client: AnvilClient

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  await deploySafe(client)
})

afterAll(() => anvil.stop())

describe.each(safeVersions)('Safe %s', (version) => {
  /** Each signs in its own way: 0 by EIP-712, 1 by eth_sign, 2 by approveHash, and a Safe owned by 3. */
  const [, , approver] = demoAddresses(0, 3) as [Address, Address, Address]
  let nested: Address
  let one: Address
  let all: Address

  beforeAll(async () => {
    nested = await createSafe(client, { owners: demoAddresses(3, 4), threshold: 1, version })
    const owners = [...demoAddresses(0, 3), nested]
    one = await createSafe(client, { owners, threshold: 1, version })
    all = await createSafe(client, { owners, threshold: 4, version })
    for (const address of [one, all]) {
      await client.setBalance({ address, value: parseEther('100') })
    }
  })

  const at = (transaction: SafeTransaction, address: Address): SafeTransaction => ({
    ...transaction,
    safe: { chainId, address },
  })

  async function sign(
    kind: SignatureKind,
    transaction: SafeTransaction,
    contract = { address: nested, version },
  ): Promise<SafeSignature> {
    const { safeTxHash, preimage } = hashSafeTransaction({ transaction, version })
    switch (kind) {
      case 'eip712': {
        const typedData = safeTypedData({ transaction, version })
        const signature = await demoAccount(0).signTypedData(typedData)
        return parseWalletSignature({ signature, safeTxHash, method: kind })
      }
      case 'eth-sign': {
        const signature = await demoAccount(1).signMessage({ message: { raw: safeTxHash } })
        return parseWalletSignature({ signature, safeTxHash, method: kind })
      }
      case 'approved-hash': {
        const data = encodeApproveHash(safeTxHash)
        await sendTransaction(client, { from: approver, to: transaction.safe.address, data })
        return approvedHashSignature(approver)
      }
      case 'contract': {
        const message = version === '1.4.1' ? preimage : safeTxHash
        const safe = { chainId, address: contract.address }
        const { messageHash } = hashSafeMessage({ safe, version: contract.version, message })
        const signatures = await demoAccount(3).sign({ hash: messageHash })
        const inner = await parseSignatures({ signatures, safeTxHash: messageHash })
        return { kind, signer: contract.address, data: encodeSignatures(inner) }
      }
    }
  }

  async function isAccepted(
    safe: Address,
    { safeTxHash, preimage }: SafeTransactionHashes,
    signatures: Hex,
  ): Promise<boolean> {
    const call = { address: safe, abi: safeAbi, functionName: 'checkSignatures' } as const
    const accepted =
      version === '1.4.1'
        ? readContract(client, { ...call, args: [safeTxHash, preimage, signatures] })
        : readContract(client, { ...call, args: [stranger, safeTxHash, signatures] })
    return accepted.then(
      () => true,
      (error: Error) => {
        expect(error.message).toMatch(/reverted/)
        return false
      },
    )
  }

  test('behavior: domainSeparator, getTransactionHash and encodeTransactionData of any transaction', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrarySafeTransaction, async (any) => {
        const transaction = at(any, one)
        const hashes = hashSafeTransaction({ transaction, version })
        const read = { address: one, abi: safeAbi } as const
        const args = contractArguments(transaction)
        expect(await readContract(client, { ...read, functionName: 'domainSeparator' })).toBe(
          hashes.domainHash,
        )
        expect(
          await readContract(client, { ...read, functionName: 'getTransactionHash', args }),
        ).toBe(hashes.safeTxHash)
        expect(
          await readContract(client, { ...read, functionName: 'encodeTransactionData', args }),
        ).toBe(hashes.preimage)
      }),
      { numRuns: 50 },
    )
  })

  test('behavior: getMessageHash of any message', async () => {
    const abi = parseAbi(['function getMessageHash(bytes message) view returns (bytes32)'])
    await fc.assert(
      fc.asyncProperty(arbitraryBytes({ maxLength: 100 }), async (message) => {
        const safe = { chainId, address: one }
        const read = { address: one, abi, functionName: 'getMessageHash', args: [message] } as const
        expect(await readContract(client, read)).toBe(
          hashSafeMessage({ safe, version, message }).messageHash,
        )
      }),
      { numRuns: 20 },
    )
  })

  describe('checkSignatures', () => {
    test.each(kinds)('args: %s, for any transaction', async (kind) => {
      await fc.assert(
        fc.asyncProperty(arbitrarySafeTransaction, async (any) => {
          const transaction = at(any, one)
          const hashes = hashSafeTransaction({ transaction, version })
          const signatures = encodeSignatures([await sign(kind, transaction)])
          expect(await isAccepted(one, hashes, signatures)).toBe(true)
          const other = { ...transaction, nonce: transaction.nonce ^ 1n }
          const otherHashes = hashSafeTransaction({ transaction: other, version })
          expect(await isAccepted(one, otherHashes, signatures)).toBe(false)
        }),
        { numRuns: 8 },
      )
    })

    test('args: all kinds at once, for any transaction', async () => {
      await fc.assert(
        fc.asyncProperty(arbitrarySafeTransaction, async (any) => {
          const transaction = at(any, all)
          const hashes = hashSafeTransaction({ transaction, version })
          const signatures: SafeSignature[] = []
          for (const kind of kinds) signatures.push(await sign(kind, transaction))
          const encoded = encodeSignatures(signatures)
          expect(await isAccepted(all, hashes, encoded)).toBe(true)
          const { safeTxHash } = hashes
          const parsed = await parseSignatures({ signatures: encoded, safeTxHash })
          expect(new Set(parsed)).toEqual(new Set(signatures))
          expect(await isAccepted(all, hashes, encodeSignatures(parsed.slice(1)))).toBe(false)
        }),
        { numRuns: 8 },
      )
    })

    // Safes before 1.5.0 ask contracts with the older isValidSignature(bytes,bytes), which those since do not have.
    test('behavior: an owner that is a Safe of the other version', async () => {
      const other = version === '1.4.1' ? '1.5.0' : '1.4.1'
      const owners = demoAddresses(3, 4)
      const inner = await createSafe(client, {
        owners,
        threshold: 1,
        version: other,
        saltNonce: 9n,
      })
      const outer = await createSafe(client, { owners: [inner], threshold: 1, version })
      const transaction = at(emptyTransaction(0n), outer)
      const hashes = hashSafeTransaction({ transaction, version })
      const contract = { address: inner, version: other } as const
      const signatures = encodeSignatures([await sign('contract', transaction, contract)])
      expect(await isAccepted(outer, hashes, signatures)).toBe(version === '1.5.0')
    })

    test('behavior: signatures out of order are refused', async () => {
      const owners = demoAddresses(0, 2)
      const pair = await createSafe(client, { owners, threshold: 2, version, saltNonce: 7n })
      const transaction = at(emptyTransaction(0n), pair)
      const hashes = hashSafeTransaction({ transaction, version })
      const signatures = [await sign('eip712', transaction), await sign('eth-sign', transaction)]
      const ordered = encodeSignatures(signatures)
      const [first, second] = await parseSignatures({
        signatures: ordered,
        safeTxHash: hashes.safeTxHash,
      })
      expect(await isAccepted(pair, hashes, ordered)).toBe(true)
      expect(await isAccepted(pair, hashes, concat([second!.data, first!.data]))).toBe(false)
    })
  })

  describe('execTransaction', () => {
    async function execute(transaction: SafeTransaction, signatures: readonly SafeSignature[]) {
      const receipt = await sendTransaction(client, {
        from: stranger,
        to: transaction.safe.address,
        data: encodeExecTransaction({ transaction, signatures }),
      })
      const [success] = parseEventLogs({
        abi: safeAbi,
        eventName: 'ExecutionSuccess',
        logs: receipt.logs,
      })
      expect(success?.args.txHash).toBe(hashSafeTransaction({ transaction, version }).safeTxHash)
    }

    const arbitraryTransfer = fc.record({
      target: fc.bigInt({ min: 2n ** 100n, max: 2n ** 160n - 1n }),
      value: fc.bigInt({ min: 0n, max: parseEther('1') }),
      data: arbitraryBytes({ maxLength: 100 }),
    })

    const nonceOf = (address: Address) =>
      readContract(client, { address, abi: safeAbi, functionName: 'nonce' })

    const transfer = (
      { target, ...fields }: { target: bigint; value: bigint; data: Hex },
      nonce: bigint,
    ): SafeTransaction => ({
      ...emptyTransaction(nonce),
      ...fields,
      target: `0x${target.toString(16).padStart(40, '0')}`,
    })

    test.each(kinds)('args: %s, for any transfer', async (kind) => {
      await fc.assert(
        fc.asyncProperty(arbitraryTransfer, async (fields) => {
          const transaction = at(transfer(fields, await nonceOf(one)), one)
          await execute(transaction, [await sign(kind, transaction)])
        }),
        { numRuns: 3 },
      )
    })

    test('args: all kinds at once, for any transfer', async () => {
      await fc.assert(
        fc.asyncProperty(arbitraryTransfer, async (fields) => {
          const transaction = at(transfer(fields, await nonceOf(all)), all)
          const signatures: SafeSignature[] = []
          for (const kind of kinds) signatures.push(await sign(kind, transaction))
          await execute(transaction, signatures)
        }),
        { numRuns: 3 },
      )
    })

    test('behavior: a rejection uses up the nonce', async () => {
      const nonce = await nonceOf(one)
      const rejected = at(transfer({ target: 1n, value: 1n, data: '0x' }, nonce), one)
      const rejection = rejectionOf(rejected)
      await execute(rejection, [await sign('eip712', rejection)])
      expect(await nonceOf(one)).toBe(nonce + 1n)
      const signatures = [await sign('eip712', rejected)]
      await expect(execute(rejected, signatures)).rejects.toThrow('reverted')
    })
  })
})

function emptyTransaction(nonce: bigint): SafeTransaction {
  return {
    safe: { chainId, address: zeroAddress },
    target: stranger,
    value: 0n,
    data: '0x',
    operation: 'call',
    safeTxGas: 0n,
    baseGas: 0n,
    gasPrice: 0n,
    gasToken: zeroAddress,
    refundReceiver: zeroAddress,
    nonce,
  }
}

function encodeApproveHash(hash: Hash): Hex {
  return encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [hash] })
}

function contractArguments(transaction: SafeTransaction) {
  return [
    transaction.target,
    transaction.value,
    transaction.data,
    transaction.operation === 'call' ? 0 : 1,
    transaction.safeTxGas,
    transaction.baseGas,
    transaction.gasPrice,
    transaction.gasToken,
    transaction.refundReceiver,
    transaction.nonce,
  ] as const
}
