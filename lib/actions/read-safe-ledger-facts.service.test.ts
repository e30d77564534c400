import { encodeAbiParameters, type Hex, pad, parseAbiParameters, toFunctionSelector } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import type { Harbor } from '@/demo/world/harbor'
import { safeTransaction } from '@/demo/world/safe-transaction'
import { signSafeTransaction } from '@/demo/world/sign-safe-transaction'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { mayProceed } from '@/lib/core/signing/ledger/may-proceed'
import { safeLedger } from '@/lib/core/signing/ledger/safe-ledger'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { type Rewrite, type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import type { NodeSource } from './read-nodes'
import { readSafeLedgerFacts } from './read-safe-ledger-facts'

let anvil: Anvil
let client: AnvilClient
let harbor: Harbor
let desk: DeskApi
let first: RpcProxy
let second: RpcProxy
let proposed: ProposedTransaction

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  await deploySafe(client)
  harbor = await deployHarbor(client)
  first = await startRpcProxy(anvil.rpcUrl)
  second = await startRpcProxy(anvil.rpcUrl)
  desk = await startDeskApi(demoConfig({ harbor, rpcUrl: anvil.rpcUrl }))
  // A payment, which waits for no review.
  const call = { target: castAddress(cast.users[0]), value: 1n, data: '0x' } as const
  const transaction = safeTransaction(harbor.council, call, 0n)
  const { safeTxHash, signatures } = await signSafeTransaction(harbor.council, transaction, [0])
  const service = createSafeService({ url: serviceUrl(), chainId: harbor.chainId })
  await service.propose({
    transaction,
    safeTxHash,
    sender: castAddress(0),
    signature: encodeSignatures(signatures),
  })
  proposed = {
    transaction,
    safeTxHash,
    proposer: castAddress(0),
    submittedAt: 0n,
    origin: '',
    confirmations: [],
    outcome: { status: 'pending' },
  }
})
afterAll(async () => {
  await desk?.stop()
  await first?.stop()
  await second?.stop()
  await anvil?.stop()
})
afterEach(() => {
  first.rewrite = undefined
  second.rewrite = undefined
})

const serviceUrl = () => `${desk.origin}/api/safe/${harbor.chainId}/api`

function nodeAt(name: string, url: string, isConfigured = true): NodeSource {
  const { chainId } = harbor
  return { name, isConfigured, client: createRpcClient({ chainId, name, rpcUrls: [url] }) }
}

async function ledgerOf(
  change: { nodes?: NodeSource[]; transaction?: ProposedTransaction; serviceUrl?: string } = {},
): Promise<LedgerEntry[]> {
  const { chainId, council, vaultsTimelock } = harbor
  const safe = await readSafe(client, { chainId, address: council.address })
  const transaction = change.transaction ?? proposed
  const facts = await readSafeLedgerFacts({
    nodes: change.nodes ?? [nodeAt('one', first.url), nodeAt('two', second.url)],
    serviceUrl: change.serviceUrl ?? serviceUrl(),
    transaction,
    patch: undefined,
    safe,
  })
  return safeLedger({
    purpose: 'sign',
    subject: {
      transaction: transaction.transaction,
      safeTxHash: transaction.safeTxHash,
      version: safe.version,
      patch: undefined,
      known: {
        safes: [{ chainId, address: council.address }],
        timelocks: [{ chainId, address: vaultsTimelock }],
        named: [],
      },
    },
    facts,
    rivals: [],
    signers: [castAddress(1)],
    walletChainId: chainId,
    remembered: [],
    review: undefined,
  })
}
const entryOf = (ledger: readonly LedgerEntry[], id: string) =>
  ledger.find((each) => each.id === id)
const verdictOf = async (id: string, ...parameters: Parameters<typeof ledgerOf>) =>
  entryOf(await ledgerOf(...parameters), id)?.verdict

/** Answers the calls of one function with other bytes. */
const callOf = (signature: string, result: Hex): Rewrite => {
  const selector = toFunctionSelector(signature)
  return ({ method, params }) => {
    const [request] = params as [{ data?: string }]
    return method === 'eth_call' && request.data?.startsWith(selector) ? { result } : undefined
  }
}
const forgedOwners = encodeAbiParameters(parseAbiParameters('address[]'), [[castAddress(9)]])

test('default: two nodes and the service agree, and the signature of the service counts', async () => {
  const ledger = await ledgerOf()
  expect(entryOf(ledger, 'quorum')).toMatchObject({ verdict: 'pass' })
  expect(entryOf(ledger, 'service')).toMatchObject({ verdict: 'pass' })
  expect(entryOf(ledger, 'signatures')).toMatchObject({ verdict: 'pass', detail: '1 of 1 counts.' })
  expect(mayProceed(ledger)).toBe(true)
})

describe('nodes', () => {
  test.each<[string, Rewrite]>([
    ['other owners', callOf('getOwners()', forgedOwners)],
    ['another threshold', callOf('getThreshold()', pad('0x1', { size: 32 }))],
    ['another nonce', callOf('nonce()', pad('0x5', { size: 32 }))],
  ])('behavior: either of them names %s', async (_, lie) => {
    second.rewrite = lie
    expect(entryOf(await ledgerOf(), 'quorum')).toMatchObject({
      verdict: 'fail',
      detail: expect.stringMatching(/one says .* and two says/),
    })
    second.rewrite = undefined
    first.rewrite = lie
    expect(await verdictOf('quorum')).toBe('fail')
  })

  test('behavior: a second one that is silent is unknown; a wallet’s may be', async () => {
    second.rewrite = () => ({ error: { code: -32005, message: 'limit exceeded' } })
    const silent = nodeAt('two', second.url)
    const wallet = { ...silent, isConfigured: false }
    expect(await verdictOf('quorum')).toBe('unknown')
    const nodes = [nodeAt('one', first.url), wallet]
    const ledger = await ledgerOf({ nodes })
    expect(entryOf(ledger, 'quorum')).toMatchObject({
      verdict: 'not-applicable',
      detail: expect.stringContaining('One node only'),
    })
    expect(mayProceed(ledger)).toBe(true)
  })

  test('behavior: one that is far ahead has no say about this block', async () => {
    second.rewrite = ({ method }, { result }) =>
      method === 'eth_getBlockByNumber'
        ? { result: { ...(result as object), number: '0xffffff' } }
        : undefined
    expect(await verdictOf('quorum')).toBe('unknown')
  })
})

describe('signatures', () => {
  const approval = () => ({
    owner: castAddress(1),
    submittedAt: 0n,
    signature: {
      kind: 'approved-hash',
      signer: castAddress(1),
      data: `0x${castAddress(1).slice(2).toLowerCase().padStart(64, '0')}${'00'.repeat(32)}01`,
    } as const,
  })

  test('behavior: an approval that the page shows is asked of the chain', async () => {
    const transaction = { ...proposed, confirmations: [approval()] }
    expect(await verdictOf('signatures', { transaction })).toBe('fail')
    await sendTransaction(client, {
      from: castAddress(1),
      to: harbor.council.address,
      data: `${toFunctionSelector('approveHash(bytes32)')}${proposed.safeTxHash.slice(2)}`,
    })
    expect(await verdictOf('signatures', { transaction })).toBe('pass')
  })

  test('behavior: one that recovers to somebody else, whatever the page says', async () => {
    const [mine] = (await signSafeTransaction(harbor.council, proposed.transaction, [0])).signatures
    const forged = { owner: castAddress(2), submittedAt: 0n, signature: mine! }
    const transaction = { ...proposed, confirmations: [forged] }
    expect(await verdictOf('signatures', { transaction })).toBe('fail')
  })
})

describe('the service', () => {
  test('behavior: one that is silent is unknown', async () => {
    const ledger = await ledgerOf({ serviceUrl: 'http://127.0.0.1:1/api' })
    expect(entryOf(ledger, 'service')?.verdict).toBe('unknown')
    expect(entryOf(ledger, 'rivals')?.verdict).toBe('unknown')
    expect(mayProceed(ledger)).toBe(false)
  })

  test('behavior: a transaction that it does not know', async () => {
    const transaction = {
      ...proposed,
      safeTxHash: proposed.safeTxHash.replace(/.$/, (last) => (last === '0' ? '1' : '0')) as Hex,
    }
    const ledger = await ledgerOf({ transaction })
    expect(entryOf(ledger, 'service')?.verdict).toBe('unknown')
    expect(entryOf(ledger, 'safe-tx-hash')?.verdict).toBe('fail')
    // What it does know of this nonce is then a rival that the page does not show.
    expect(entryOf(ledger, 'rivals')?.verdict).toBe('fail')
  })
})
