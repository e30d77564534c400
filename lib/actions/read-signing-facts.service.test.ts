import {
  encodeAbiParameters,
  type Hex,
  pad,
  parseAbiParameters,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import { executeSafeTransaction } from '@/demo/world/execute-safe-transaction'
import { type Harbor, minDelay } from '@/demo/world/harbor'
import { encodeSetBorrowCap } from '@/demo/world/harbor-abi'
import { deployed } from '@/demo/world/past-events'
import { planPatch } from '@/demo/world/plan-patch'
import { readHarborProxies } from '@/demo/world/read-harbor-proxies'
import { safeTransaction } from '@/demo/world/safe-transaction'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import type { Patch } from '@/lib/core/patch/patch'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { signerStanding } from '@/lib/core/safe/signer-standing'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { mayProceed } from '@/lib/core/signing/ledger/may-proceed'
import { transactionChecks } from '@/lib/core/signing/ledger/transaction-checks'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { type Rewrite, type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { readSigningFacts } from './read-signing-facts'

let anvil: Anvil
let client: AnvilClient
let node: RpcProxy
let reader: RpcClient
let harbor: Harbor
let patch: Patch
let transaction: SafeTransaction

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  const safes = await deploySafe(client)
  multiSend = safes['1.4.1'].multiSendCallOnly
  singleton = safes['1.4.1'].safeL2
  harbor = await deployHarbor(client)
  node = await startRpcProxy(anvil.rpcUrl)
  reader = createRpcClient({ chainId: harbor.chainId, name: 'Anvil', rpcUrls: [node.url] })
  const { vault } = await readHarborProxies(client, harbor)
  const to = await deployed(client, 'HarborVaultV2')
  const planned = planPatch(harbor, {
    timelock: harbor.vaultsTimelock,
    upgrades: [{ proxy: vault, to, migration: encodeSetBorrowCap() }],
    title: 'Vault 2.0.0',
    description: '',
    severity: 'critical',
    createdAt: 1_700_000_000n,
    stage: 'proposed',
  })
  patch = planned.patch
  const data = encodeSchedule({ ...planned.operation, delay: minDelay })
  const call = { target: harbor.vaultsTimelock, value: 0n, data }
  transaction = safeTransaction(harbor.council, call, 0n)
})
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
})
afterEach(() => {
  node.rewrite = undefined
})

let multiSend: SafeTransaction['target']
let singleton: SafeTransaction['target']

async function conditionsOf(change: Partial<SafeTransaction> = {}): Promise<LedgerEntry[]> {
  const changed = { ...transaction, ...change }
  const facts = await readSigningFacts(reader, { transaction: changed, patch })
  const { chainId, council, vaultsTimelock, strategiesTimelock } = harbor
  const timelocks = [vaultsTimelock, strategiesTimelock].map((address) => ({ chainId, address }))
  const { version } = council
  const { safeTxHash } = hashSafeTransaction({ transaction: changed, version })
  const known = { safes: [{ chainId, address: council.address }], timelocks, named: [] }
  const subject = { transaction: changed, safeTxHash, version, patch, known }
  return transactionChecks({ subject, facts })
}

const verdictsOf = (conditions: readonly LedgerEntry[]) =>
  Object.fromEntries(conditions.map(({ id, verdict }) => [id, verdict]))

/** Answers the calls of one function with other bytes. */
const callOf = (signature: string, result: Hex): Rewrite => {
  const selector = toFunctionSelector(signature)
  return ({ method, params }) => {
    const [request] = params as [{ data?: string }]
    return method === 'eth_call' && request.data?.startsWith(selector) ? { result } : undefined
  }
}
const word = (value: Hex) => pad(value, { size: 32 })

/** Answers about the storage or the code of one address. */
const stateOf =
  (asked: string, of: () => string, result: Hex, slot?: Hex): Rewrite =>
  ({ method, params }) => {
    const [address, index] = params as string[]
    const isIt = method === asked && address?.toLowerCase() === of().toLowerCase()
    return isIt && (slot === undefined || index === slot) ? { result } : undefined
  }

describe('an honest node', () => {
  test('default', async () => {
    const conditions = await conditionsOf()
    expect(verdictsOf(conditions)).toMatchInlineSnapshot(`
      {
        "chain": "pass",
        "code-0": "pass",
        "delay": "pass",
        "delegatecall": "pass",
        "dossier": "pass",
        "fresh": "pass",
        "from-0": "pass",
        "look-alike": "pass",
        "nonce": "pass",
        "operation-id": "pass",
        "proposer": "pass",
        "refund": "pass",
        "safe": "pass",
        "safe-code": "pass",
        "safe-tx-hash": "pass",
        "upgrades": "pass",
      }
    `)
    expect(mayProceed(conditions)).toBe(true)
  })

  test('behavior: all is read at one block, but what no block can answer', async () => {
    node.requests.length = 0
    const { block } = await readSigningFacts(reader, { transaction, patch })
    const at = `0x${block.number.toString(16)}`
    const elsewhere = node.requests.filter(({ params }) => !params.includes(at))
    expect(elsewhere.map(({ method }) => method).toSorted()).toEqual([
      'eth_chainId',
      'eth_getBlockByNumber',
    ])
  })

  test('behavior: a MultiSend that is the published one may be delegated to', async () => {
    const data = encodeMultiSend([
      { target: harbor.vault, value: 0n, data: '0x', operation: 'call' },
    ])
    const change = { target: multiSend, data, operation: 'delegatecall' } as const
    expect(verdictsOf(await conditionsOf(change))).toMatchObject({ delegatecall: 'pass' })
    node.rewrite = stateOf('eth_getCode', () => multiSend, '0x6001')
    expect(verdictsOf(await conditionsOf(change))).toMatchObject({ delegatecall: 'fail' })
    node.rewrite = stateOf('eth_getCode', () => multiSend, '0x')
    expect(verdictsOf(await conditionsOf(change))).toMatchObject({ delegatecall: 'unknown' })
  })
})

type Lie = [what: string, rewrite: Rewrite, condition: string, verdict: 'fail' | 'unknown']

const owners = (...addresses: Hex[]) =>
  encodeAbiParameters(parseAbiParameters('address[]'), [addresses])
const newCode = () => patch.upgrades[0]!.to.address
const getTransactionHash =
  'getTransactionHash(address,uint256,bytes,uint8,uint256,uint256,uint256,address,address,uint256)'
const refuse =
  (refused: string): Rewrite =>
  ({ method }) =>
    method === refused ? { error: { code: -32005, message: 'limit exceeded' } } : undefined

const lies: Lie[] = [
  [
    'another chain',
    ({ method }) => (method === 'eth_chainId' ? { result: '0x1' } : undefined),
    'chain',
    'fail',
  ],
  [
    'another hash of the transaction',
    callOf(getTransactionHash, word('0x12')),
    'safe-tx-hash',
    'fail',
  ],
  ['no hash of the transaction', callOf(getTransactionHash, '0x'), 'safe-tx-hash', 'unknown'],
  ['another domain', callOf('domainSeparator()', zeroHash), 'safe-tx-hash', 'fail'],
  ['no domain', callOf('domainSeparator()', '0x'), 'safe-tx-hash', 'unknown'],
  ['a nonce further on', callOf('nonce()', word('0x5')), 'nonce', 'fail'],
  ['owners that are none', callOf('getOwners()', '0x1234'), 'nonce', 'unknown'],
  ['half a version', callOf('VERSION()', word('0x20')), 'nonce', 'unknown'],
  ['a longer minimum delay', callOf('getMinDelay()', word('0xffffffff')), 'delay', 'fail'],
  ['no minimum delay', callOf('getMinDelay()', '0x'), 'delay', 'unknown'],
  ['no role', callOf('hasRole(bytes32,address)', zeroHash), 'proposer', 'fail'],
  ['a role of 7', callOf('hasRole(bytes32,address)', word('0x7')), 'proposer', 'unknown'],
  [
    'an operation that waits',
    callOf('getTimestamp(bytes32)', word('0xffffffffff')),
    'fresh',
    'fail',
  ],
  ['an operation that is done', callOf('getTimestamp(bytes32)', word('0x1')), 'fresh', 'fail'],
  [
    'another singleton',
    stateOf('eth_getStorageAt', () => harbor.council.address, word('0x12'), '0x0'),
    'safe-code',
    'unknown',
  ],
  [
    'other code of the Safe',
    stateOf('eth_getCode', () => singleton, '0x6001'),
    'safe-code',
    'fail',
  ],
  [
    'another operation id',
    callOf('hashOperation(address,uint256,bytes,bytes32,bytes32)', word('0x12')),
    'operation-id',
    'fail',
  ],
  ['other code', stateOf('eth_getCode', newCode, '0x6001'), 'code-0', 'fail'],
  ['no code', stateOf('eth_getCode', newCode, '0x'), 'code-0', 'unknown'],
  [
    'another implementation',
    stateOf('eth_getStorageAt', () => harbor.vault, word('0x12'), eip1967Slots.implementation),
    'from-0',
    'unknown',
  ],
  [
    'no implementation',
    stateOf('eth_getStorageAt', () => harbor.vault, zeroHash, eip1967Slots.implementation),
    'from-0',
    'unknown',
  ],
  ['nothing on calls', refuse('eth_call'), 'safe-tx-hash', 'unknown'],
  ['nothing on code', refuse('eth_getCode'), 'code-0', 'unknown'],
  ['nothing on storage', refuse('eth_getStorageAt'), 'from-0', 'unknown'],
  ['nothing on the chain', refuse('eth_chainId'), 'chain', 'unknown'],
]

describe('a node that lies', () => {
  test.each(lies)('behavior: %s', async (_, rewrite, condition, verdict) => {
    node.rewrite = rewrite
    const conditions = await conditionsOf()
    expect(verdictsOf(conditions)).toMatchObject({ [condition]: verdict })
    expect(mayProceed(conditions)).toBe(false)
    node.rewrite = undefined
    expect(mayProceed(await conditionsOf())).toBe(true)
  })

  test('behavior: the implementation that another proxy has', async () => {
    const { rateAdapter } = await readHarborProxies(client, harbor)
    const other = word(rateAdapter.implementation.address)
    node.rewrite = stateOf(
      'eth_getStorageAt',
      () => harbor.vault,
      other,
      eip1967Slots.implementation,
    )
    const verdicts = verdictsOf(await conditionsOf())
    expect(verdicts['from-0']).toMatch(/fail|unknown/)
  })

  test('behavior: other owners leave nothing to sign for who is not among them', async () => {
    const [signer, stranger] = [0, 9].map((index) => demoAccount(index).address)
    const standingOf = async () => {
      const { safe } = await readSigningFacts(reader, { transaction, patch })
      if (!safe.known) throw new Error(safe.reason)
      const proposed = {
        transaction,
        safeTxHash: zeroHash,
        proposer: undefined,
        submittedAt: 0n,
        origin: '',
        confirmations: [],
        outcome: { status: 'pending' },
      } as const
      return signerStanding({ transaction: proposed, safe: safe.value, account: signer })
    }
    expect(await standingOf()).toBe('may-sign')
    node.rewrite = callOf('getOwners()', owners(stranger!))
    expect(await standingOf()).toBe('not-an-owner')
  })

  test('error: without a block there are no facts', async () => {
    node.rewrite = refuse('eth_getBlockByNumber')
    await expect(readSigningFacts(reader, { transaction, patch })).rejects.toMatchObject({
      name: 'RpcUnreachableError',
    })
  })
})

describe('after the operation was scheduled', () => {
  test('behavior: it cannot be signed for again', async () => {
    const { target, value, data } = transaction
    await executeSafeTransaction(client, { safe: harbor.council, call: { target, value, data } })
    expect(verdictsOf(await conditionsOf())).toMatchObject({ nonce: 'fail', fresh: 'fail' })
    expect(verdictsOf(await conditionsOf({ nonce: 1n }))).toMatchObject({
      nonce: 'pass',
      fresh: 'fail',
    })
  })
})
