import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SafeApiKit from '@safe-global/api-kit'
import {
  type Address,
  concat,
  createWalletClient,
  encodeFunctionData,
  erc20Abi,
  http,
  zeroAddress,
  zeroHash,
} from 'viem'
import { anvil } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { deleteRequestTypedData, validTotps } from '@/lib/adapters/safe-service/request-typed-data'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'
import { startPostgres } from '@/test/postgres'
import {
  chainId,
  createTestSafe,
  executeAs,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { type RunningSafeService, startSafeService } from '@/test/start-safe-service'
import type { SafeServiceContext } from './safe-service-context'

const postgres = await startPostgres()
const directory = mkdtempSync(join(tmpdir(), 'suture-safe-service-'))
const databases = [
  ['PGlite', { directory }],
  ...(postgres ? [['PostgreSQL', { databaseUrl: postgres.databaseUrl }] as const] : []),
] as const

let chain: SafeOnAnvil
beforeAll(async () => {
  chain = await startSafeChain()
})
afterAll(async () => {
  await chain?.stop()
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
})

describe.each(databases)('%s', (_, parameters) => {
  let store: Store
  let service: RunningSafeService
  let kit: SafeApiKit
  beforeAll(async () => {
    store = await openStore(parameters)
    const context: SafeServiceContext = {
      store,
      client: createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] }),
      chainId,
      now: () => new Date(),
      followInterval: 0,
    }
    service = await startSafeService(context)
    kit = new SafeApiKit({ chainId: BigInt(chainId), txServiceUrl: service.url })
  })
  afterAll(async () => {
    await service?.stop()
    await store?.close()
  })

  function walletOf(index: number) {
    const account = demoAccount(index)
    return createWalletClient({ account, chain: anvil, transport: http(chain.rpcUrl) })
  }

  async function propose(transaction: SafeTransaction, signer = 0, origin?: string) {
    const safeTxHash = hashOf(transaction)
    await kit.proposeTransaction({
      safeAddress: transaction.safe.address,
      safeTransactionData: wireOf(transaction),
      safeTxHash,
      senderAddress: demoAccount(signer).address,
      senderSignature: await signAs(signer, transaction),
      ...(origin === undefined ? {} : { origin }),
    })
    return safeTxHash
  }

  test('default: propose, confirm, read', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe, { value: 5n, data: '0x1234', nonce: 0n })
    const safeTxHash = await propose(transaction, 0, '{"url":"https://suture.example"}')
    const second = await signAs(1, transaction)
    expect(await kit.confirmTransaction(safeTxHash, second)).toEqual({ signature: second })

    const read = await kit.getTransaction(safeTxHash)
    expect(read).toMatchObject({
      safe,
      to: demoAccount(9).address,
      value: '5',
      data: '0x1234',
      operation: 0,
      nonce: '0',
      safeTxHash,
      proposer: demoAccount(0).address,
      proposedByDelegate: null,
      executor: null,
      isExecuted: false,
      isSuccessful: null,
      origin: '{"url":"https://suture.example"}',
      confirmationsRequired: 2,
      trusted: true,
    })
    expect(read.confirmations?.map(({ owner, signatureType }) => [owner, signatureType])).toEqual([
      [demoAccount(0).address, 'EOA'],
      [demoAccount(1).address, 'EOA'],
    ])
    const confirmations = await kit.getTransactionConfirmations(safeTxHash)
    expect(confirmations.count).toBe(2)
    expect(confirmations.results[1]?.signature).toBe(second)
  })

  test('behavior: lists, filters, orders and pages', async () => {
    const safe = await createTestSafe(chain.client)
    expect(await kit.getNextNonce(safe)).toBe('0')
    for (const nonce of [0n, 1n, 1n, 2n]) {
      await propose(transactionOf(safe, { nonce, value: BigInt((await count()) + 1) }))
    }
    async function count() {
      return (await kit.getMultisigTransactions(safe)).count
    }
    const all = await kit.getMultisigTransactions(safe)
    expect(all).toMatchObject({ count: 4, countUniqueNonce: 3, next: null, previous: null })
    expect(all.results.map(({ nonce, value }) => [nonce, value])).toEqual([
      ['2', '4'],
      ['1', '3'],
      ['1', '2'],
      ['0', '1'],
    ])
    expect(await kit.getNextNonce(safe)).toBe('3')
    const page = await kit.getMultisigTransactions(safe, { limit: 2, offset: 1 })
    expect(page.results.map(({ value }) => value)).toEqual(['3', '2'])
    expect(page.next).toContain('limit=2&offset=3')
    expect(page.previous).toContain('limit=2')
    const oldest = await kit.getMultisigTransactions(safe, { ordering: 'nonce', nonce: '1' })
    expect(oldest.results.map(({ value }) => value).sort()).toEqual(['2', '3'])
    const some = await kit.getMultisigTransactions(safe, { nonce__gt: '0', value__lt: 4 })
    expect(some.count).toBe(2)
    expect((await kit.getMultisigTransactions(safe, { executed: true })).count).toBe(0)
    expect((await kit.getMultisigTransactions(safe, { hasConfirmations: false })).count).toBe(0)
    const soon = new Date(Date.now() + 60_000).toISOString()
    expect((await kit.getMultisigTransactions(safe, { submission_date__gte: soon })).count).toBe(0)
    expect((await kit.getMultisigTransactions(safe, { modified__lt: soon })).count).toBe(4)
    const pending = await kit.getPendingTransactions(safe, { hasConfirmations: true, limit: 1 })
    expect(pending).toMatchObject({ count: 4, countUniqueNonce: 3 })
    const everything = await kit.getAllTransactions(safe)
    expect(everything.count).toBe(4)
    expect(everything.results[0]).toMatchObject({ txType: 'MULTISIG_TRANSACTION', transfers: [] })
    await expect(
      kit.getAllTransactions(safe, { ordering: 'nonce' } as object),
    ).rejects.toMatchObject({ statusCode: 400 })
  })

  test('behavior: several signatures in one confirmation', async () => {
    const safe = await createTestSafe(chain.client, { threshold: 3 })
    const transaction = transactionOf(safe)
    const safeTxHash = await propose(transaction)
    const both = concat([await signAs(1, transaction), await signAs(2, transaction)])
    await kit.confirmTransaction(safeTxHash, both)
    expect((await kit.getTransactionConfirmations(safeTxHash)).count).toBe(3)
  })

  test('behavior: proposing again adds what is new and changes nothing else', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const safeTxHash = await propose(transaction, 0, 'first')
    await propose(transaction, 1, 'second')
    const read = await kit.getTransaction(safeTxHash)
    expect(read).toMatchObject({ origin: 'first', proposer: demoAccount(0).address })
    expect(read.confirmations).toHaveLength(2)
  })

  test('behavior: an unsigned proposal is hidden until an owner vouches for it', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const safeTxHash = hashOf(transaction)
    const body = {
      ...wireOf(transaction),
      contractTransactionHash: safeTxHash,
      sender: demoAccount(0).address,
      signature: null,
      origin: 'by nobody',
    }
    const url = `${service.url}/v2/safes/${safe}/multisig-transactions/`
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    expect([response.status, await response.text()]).toEqual([201, ''])
    expect((await kit.getMultisigTransactions(safe)).count).toBe(0)
    const untrusted = await kit.getMultisigTransactions(safe, { trusted: false } as never)
    expect(untrusted.results[0]).toMatchObject({ trusted: false, proposer: null })
    await propose(transaction, 1, 'by an owner')
    expect((await kit.getMultisigTransactions(safe)).results[0]).toMatchObject({
      trusted: true,
      origin: 'by an owner',
      proposer: demoAccount(1).address,
    })
  })

  test('behavior: Safe info, owners and modules', async () => {
    const safe = await createTestSafe(chain.client)
    const enableModule = transactionOf(safe, {
      target: safe,
      data: encodeFunctionData({
        abi: safeAbi,
        functionName: 'enableModule',
        args: [demoAccount(7).address],
      }),
    })
    await executeAs(chain.client, [0, 1], enableModule)
    expect(await kit.getSafeInfo(safe)).toEqual({
      address: safe,
      nonce: '1',
      threshold: 2,
      owners: [0, 1, 2].map((index) => demoAccount(index).address),
      singleton: '0x29fcB43b46531BcA003ddC8FCB67FFE91900C762',
      modules: [demoAccount(7).address],
      fallbackHandler: '0xfd0732Dc9E303f09fCEf3a7388Ad10A83459Ec99',
      guard: zeroAddress,
      moduleGuard: zeroAddress,
      version: '1.4.1',
    })
    expect((await kit.getSafesByOwner(demoAccount(2).address)).safes).toContain(safe)
    expect((await kit.getSafesByOwner(demoAccount(6).address)).safes).toEqual([])
    expect((await kit.getSafesByModule(demoAccount(7).address)).safes).toContain(safe)
    expect((await kit.getSafesByModule(demoAccount(0).address)).safes).toEqual([])
    await expect(kit.getSafeInfo(demoAccount(0).address)).rejects.toMatchObject({ statusCode: 404 })
  })

  test('behavior: a delegate proposes in the name of an owner', async () => {
    const safe = await createTestSafe(chain.client)
    const [owner, delegate] = [demoAccount(0), demoAccount(6)]
    const transaction = transactionOf(safe)
    await expect(propose(transaction, 6)).rejects.toThrow('is not an owner or delegate')
    const signer = walletOf(0)
    const delegation = {
      safeAddress: safe,
      delegateAddress: delegate.address,
      delegatorAddress: owner.address,
      label: 'CI',
    }
    const stored = {
      safe,
      delegate: delegate.address,
      delegator: owner.address,
      label: 'CI',
      expiryDate: null,
    }
    expect(await kit.addSafeDelegate({ ...delegation, signer })).toEqual(stored)
    expect(await kit.getSafeDelegates({ safeAddress: safe })).toMatchObject({
      count: 1,
      results: [stored],
    })
    const safeTxHash = await propose(transaction, 6)
    expect(await kit.getTransaction(safeTxHash)).toMatchObject({
      proposer: owner.address,
      proposedByDelegate: delegate.address,
      trusted: true,
      confirmations: [],
    })
    const stranger = walletOf(5)
    await expect(kit.removeSafeDelegate({ ...delegation, signer: stranger })).rejects.toThrow()
    await kit.removeSafeDelegate({ ...delegation, signer })
    expect((await kit.getSafeDelegates({ safeAddress: safe })).count).toBe(0)
    await expect(kit.removeSafeDelegate({ ...delegation, signer })).rejects.toMatchObject({
      statusCode: 404,
    })
    await expect(propose(transactionOf(safe, { nonce: 1n }), 6)).rejects.toThrow('not an owner')
    await expect(kit.getSafeDelegates({})).rejects.toMatchObject({ statusCode: 400 })
  })

  test('behavior: messages are signed like transactions', async () => {
    const safe = await createTestSafe(chain.client)
    const sign = (index: number, message: `0x${string}`) =>
      demoAccount(index).signTypedData({
        domain: { chainId, verifyingContract: safe },
        types: { SafeMessage: [{ name: 'message', type: 'bytes' }] },
        primaryType: 'SafeMessage',
        message: { message },
      })
    const { hashMessage, hashTypedData } = await import('viem')
    const text = 'I agree\n'
    await kit.addMessage(safe, { message: text, signature: await sign(0, hashMessage(text)) })
    await expect(
      kit.addMessage(safe, { message: text, signature: await sign(0, hashMessage(text)) }),
    ).rejects.toMatchObject({ statusCode: 400 })
    const typed = {
      domain: { name: 'Harbor', chainId },
      types: { Vote: [{ name: 'yes', type: 'bool' }] },
      primaryType: 'Vote',
      message: { yes: true },
    } as const
    await kit.addMessage(safe, {
      message: typed,
      signature: await sign(1, hashTypedData(typed)),
      origin: 'test',
    } as never)
    const list = await kit.getMessages(safe, { ordering: 'created' } as object)
    expect(list.results.map(({ message }) => message)).toEqual([text, typed])
    const [{ messageHash }] = list.results as unknown as [{ messageHash: string }]
    await kit.addMessageSignature(messageHash, await sign(2, hashMessage(text)))
    await expect(
      kit.addMessageSignature(messageHash, await sign(2, hashMessage(text))),
    ).rejects.toMatchObject({ statusCode: 400 })
    await expect(
      kit.addMessageSignature(messageHash, await sign(4, hashMessage(text))),
    ).rejects.toMatchObject({ statusCode: 400 })
    const read = await kit.getMessage(messageHash)
    expect(read).toMatchObject({ safe, proposedBy: demoAccount(0).address, safeAppId: null })
    expect(read.confirmations.map(({ owner }) => owner)).toEqual([
      demoAccount(0).address,
      demoAccount(2).address,
    ])
    // The Safe itself accepts what was prepared.
    const { verifyHash } = await import('viem/actions')
    const signature = read.preparedSignature as `0x${string}`
    expect(
      await verifyHash(chain.client, { address: safe, hash: hashMessage(text), signature }),
    ).toBe(true)
    await expect(kit.getMessage(zeroHash)).rejects.toMatchObject({ statusCode: 404 })
  })

  test('behavior: decodes what it knows, into the timelock', async () => {
    const transfer = encodeFunctionData({
      abi: erc20Abi,
      functionName: 'transfer',
      args: [demoAccount(3).address, 7n],
    })
    const schedule = encodeFunctionData({
      abi: timelockAbi,
      functionName: 'schedule',
      args: [demoAccount(4).address, 0n, transfer, zeroHash, zeroHash, 172_800n],
    })
    const decoded = await kit.decodeData(schedule)
    expect(decoded.method).toBe('schedule')
    expect(decoded.parameters).toHaveLength(6)
    const inner = decoded.parameters.find(({ valueDecoded }) => valueDecoded)
    expect(inner?.valueDecoded).toMatchObject([
      { to: demoAccount(4).address, dataDecoded: { method: 'transfer' } },
    ])
    await expect(kit.decodeData('0x12345678')).rejects.toMatchObject({ statusCode: 404 })
    await expect(kit.decodeData('0x')).rejects.toMatchObject({ statusCode: 422 })
  })

  test('behavior: says what it is', async () => {
    expect(await kit.getServiceInfo()).toMatchObject({ api_version: 'v1', secure: false })
    const singletons = await kit.getServiceSingletonsInfo()
    expect(singletons.map(({ version, l2 }) => [version, l2])).toEqual([
      ['1.4.1', false],
      ['1.4.1', true],
      ['1.5.0', false],
      ['1.5.0', true],
    ])
  })

  test('behavior: estimates', async () => {
    const safe = await createTestSafe(chain.client)
    const { to, value, data, operation } = wireOf(transactionOf(safe))
    const estimate = await kit.estimateSafeTransaction(safe, { to, value, data, operation })
    expect(estimate).toEqual({ safeTxGas: '0' })
    await expect(
      kit.estimateSafeTransaction(demoAccount(0).address, { to, value, data, operation }),
    ).rejects.toMatchObject({ statusCode: 422 })
  })

  test('behavior: what is not followed is said', async () => {
    const safe = await createTestSafe(chain.client)
    await expect(kit.getSafeCreationInfo(safe)).rejects.toThrow('does not follow')
    await expect(kit.getIncomingTransactions(safe)).rejects.toMatchObject({ statusCode: 404 })
    await expect(kit.getModuleTransactions(safe)).rejects.toMatchObject({ statusCode: 404 })
    await expect(kit.getToken(safe)).rejects.toMatchObject({ statusCode: 404 })
    expect(await kit.getTokenList()).toMatchObject({ count: 0, results: [] })
    await expect(kit.getSafeOperation(zeroHash)).rejects.toMatchObject({ statusCode: 501 })
  })

  test('behavior: the proposer takes a proposal back', async () => {
    const safe = await createTestSafe(chain.client)
    const transaction = transactionOf(safe)
    const safeTxHash = await propose(transaction)
    const [totp] = validTotps(new Date())
    const remove = async (index: number) => {
      const signature = await demoAccount(index).signTypedData(
        deleteRequestTypedData({ safe: transaction.safe, safeTxHash, totp }),
      )
      const url = `${service.url}/v2/multisig-transactions/${safeTxHash}/`
      const body = JSON.stringify({ signature })
      return (await fetch(url, { method: 'DELETE', body })).status
    }
    expect(await remove(1)).toBe(400)
    expect(await remove(0)).toBe(204)
    expect(await remove(0)).toBe(404)
    await expect(kit.getTransaction(safeTxHash)).rejects.toMatchObject({ statusCode: 404 })
  })

  test('behavior: MultiSendCallOnly is the one delegatecall allowed', async () => {
    const safe = await createTestSafe(chain.client)
    const inner = { target: demoAccount(9).address, value: 0n, data: '0x' } as const
    const { address: target } = trustedMultiSends.find(
      ({ name, version, deployment }) =>
        name === 'MultiSendCallOnly' && version === '1.4.1' && deployment === 'canonical',
    ) as { address: Address }
    const data = encodeMultiSend([{ ...inner, operation: 'call' }] as never)
    const allowed = transactionOf(safe, { target, data, operation: 'delegatecall' })
    const read = await kit.getTransaction(await propose(allowed))
    expect(read).toMatchObject({ operation: 1, dataDecoded: { method: 'multiSend' } })
    for (const other of [demoAccount(9).address, safe]) {
      await expect(propose({ ...allowed, target: other })).rejects.toThrow('DELEGATE_CALL')
    }
  })

  test('behavior: 50 confirmations at once, nothing lost, nothing doubled', async () => {
    const owners = Array.from({ length: 10 }, (_, index) => index)
    const safe = await createTestSafe(chain.client, { owners, threshold: 10 })
    const transactions = Array.from({ length: 5 }, (_, nonce) =>
      transactionOf(safe, { nonce: BigInt(nonce) }),
    )
    const hashes = await Promise.all(transactions.map((transaction) => propose(transaction)))
    const attempts = transactions.flatMap((transaction, index) =>
      // The proposer's own again, and everybody twice: 5 × 9 are new, the rest has to be refused.
      [...owners, ...owners].map(async (owner) => {
        const signature = await signAs(owner, transaction)
        return await kit.confirmTransaction(hashes[index]!, signature).then(
          () => 'stored',
          (error: { statusCode: number }) => error.statusCode,
        )
      }),
    )
    const outcomes = await Promise.all(attempts)
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(45)
    expect(outcomes.filter((outcome) => outcome === 400)).toHaveLength(55)
    for (const safeTxHash of hashes) {
      const { results } = await kit.getTransactionConfirmations(safeTxHash)
      expect(new Set(results.map(({ owner }) => owner)).size).toBe(10)
      expect(results).toHaveLength(10)
    }
  })
})

function wireOf({ target, operation, safe: _, ...transaction }: SafeTransaction) {
  return {
    to: target,
    value: String(transaction.value),
    data: transaction.data,
    operation: operation === 'delegatecall' ? 1 : 0,
    safeTxGas: String(transaction.safeTxGas),
    baseGas: String(transaction.baseGas),
    gasPrice: String(transaction.gasPrice),
    gasToken: transaction.gasToken,
    refundReceiver: transaction.refundReceiver,
    nonce: Number(transaction.nonce),
  }
}
