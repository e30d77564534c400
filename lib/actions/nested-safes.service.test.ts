import { type Address, type Client, encodeFunctionData, type Hex } from 'viem'
import { getBlockNumber, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { encodeSignatures } from '@/lib/core/safe/encode-signatures'
import { approvalCall, nestedMessages, readApproval } from '@/lib/core/safe/nested-approval'
import { nestedSafes, type OwnerNode } from '@/lib/core/safe/owner-tree'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import { trustedMultiSends } from '@/lib/core/safe/trusted-multi-sends'
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
import { readOwnerTree } from './read-owner-tree'
import { verifySignatureFile } from './verify-signature-file'

let chain: SafeOnAnvil
let client: Client
beforeAll(async () => {
  chain = await startSafeChain()
  client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] })
})
afterAll(() => chain?.stop())

const stateOf = (address: Address) => readSafe(client, { chainId, address })

async function treeOf(address: Address) {
  const blockNumber = await getBlockNumber(client)
  return await readOwnerTree(client, { state: await stateOf(address), blockNumber })
}

const kindsOf = (owners: readonly OwnerNode[]) => owners.map(({ kind }) => kind)

/** Each owns the one before it; account 3 alone signs for the last, account 0 besides for the first. */
async function nest() {
  const third = await createTestSafe(chain.client, { owners: [3], threshold: 1 })
  const second = await createTestSafe(chain.client, { owners: [third], threshold: 1 })
  const first = await createTestSafe(chain.client, { owners: [second, 4], threshold: 1 })
  const top = await createTestSafe(chain.client, { owners: [first, 0], threshold: 2 })
  return { top, path: [first, second, third] as const }
}

async function execute(transaction: SafeTransaction, signatures: readonly SafeSignature[]) {
  return await sendTransaction(chain.client, {
    from: demoAccount(8).address,
    to: transaction.safe.address,
    data: encodeExecTransaction({ transaction, signatures }),
  })
}

const nonceOf = (address: Address) =>
  readContract(client, { address, abi: safeAbi, functionName: 'nonce' })

const fileOf = (transaction: SafeTransaction, signatures: readonly Hex[]): SignatureFile => ({
  schema: 'suture/signatures/1',
  version: '1.4.1',
  transaction,
  safeTxHash: hashOf(transaction),
  signatures,
})

const verdictsOf = async (transaction: SafeTransaction, signatures: readonly Hex[]) => {
  const verified = await verifySignatureFile(client, { file: fileOf(transaction, signatures) })
  return verified.signatures.map((each) =>
    each.verdict === 'counts' ? 'counts' : `${each.verdict}: ${each.reason}`,
  )
}

test('default: three levels approve on chain, each in a transaction of its own, and the top executes', async () => {
  const { top, path } = await nest()
  const transaction = transactionOf(top)
  // From the top down: each approval is what the next one approves.
  const approvals: SafeTransaction[] = []
  for (const safe of path) {
    const above = approvals.at(-1) ?? transaction
    const call = approvalCall(above.safe, hashOf(above))
    const approval = plainTransaction({ safe: { chainId, address: safe }, call, nonce: 0n })
    expect(readApproval(approval)).toEqual({ safe: above.safe.address, safeTxHash: hashOf(above) })
    approvals.push(approval)
  }
  const mine = await signAs(0, transaction)
  const claim = approvedHashSignature(path[0])
  const claimed = [mine, encodeSignatures([claim])]
  expect(await verdictsOf(transaction, claimed)).toEqual([
    'counts',
    'refused: the owner has not approved the hash on chain',
  ])
  const [first, second, third] = approvals as [SafeTransaction, SafeTransaction, SafeTransaction]
  await executeAs(chain.client, [3], third)
  await execute(second, [approvedHashSignature(path[2])])
  await execute(first, [approvedHashSignature(path[1])])
  expect(await verdictsOf(transaction, claimed)).toEqual(['counts', 'counts'])
  const [signed] = await parseSignatures({ signatures: mine, safeTxHash: hashOf(transaction) })
  await execute(transaction, [signed as SafeSignature, claim])
  expect(await nonceOf(top)).toBe(1n)
})

test('behavior: three levels confirm by EIP-1271, with one signature at the bottom', async () => {
  const { top, path } = await nest()
  const transaction = transactionOf(top)
  const states = await Promise.all(path.map(stateOf))
  const messages = nestedMessages({ transaction, version: '1.4.1', path: states })
  const bottom = messages.at(-1)?.messageHash as Hex
  const raw = await demoAccount(3).sign({ hash: bottom })
  let bytes: Hex = raw
  for (const safe of [...path].reverse()) {
    bytes = encodeSignatures([{ kind: 'contract', signer: safe, data: bytes }])
  }
  const mine = await signAs(0, transaction)
  expect(await verdictsOf(transaction, [mine, bytes])).toEqual(['counts', 'counts'])
  const other = { ...transaction, nonce: 1n }
  expect(await verdictsOf(other, [bytes])).toEqual(['refused: the contract does not confirm it'])
  const parsed = await Promise.all(
    [mine, bytes].map((signatures) =>
      parseSignatures({ signatures, safeTxHash: hashOf(transaction) }),
    ),
  )
  await execute(transaction, parsed.flat())
  expect(await nonceOf(top)).toBe(1n)
})

describe('readOwnerTree', () => {
  test('default: Safes three levels down, and nothing below is looked into', async () => {
    const { top, path } = await nest()
    const tree = await treeOf(top)
    expect(kindsOf(tree.owners)).toEqual(['safe', 'account'])
    expect(nestedSafes(tree).map(({ safe }) => safe.address)).toEqual([...path])
    const above = await createTestSafe(chain.client, { owners: [top], threshold: 1 })
    const deeper = await treeOf(above)
    expect(nestedSafes(deeper).map(({ safe }) => safe.address)).toEqual([top, ...path.slice(0, 2)])
    expect(JSON.stringify(deeper, (_, value) => (typeof value === 'bigint' ? 0 : value))).toContain(
      'too-deep',
    )
  })

  test('behavior: a Safe that owns itself through another is a cycle', async () => {
    const top = await createTestSafe(chain.client, { owners: [0], threshold: 1 })
    const child = await createTestSafe(chain.client, { owners: [top, 1], threshold: 1 })
    const data = encodeFunctionData({
      abi: safeAbi,
      functionName: 'addOwnerWithThreshold',
      args: [child, 1n],
    })
    await executeAs(chain.client, [0], transactionOf(top, { target: top, data }))
    const tree = await treeOf(top)
    const node = tree.owners.find(({ address }) => address === child)
    expect(node?.kind === 'safe' && kindsOf(node.owners)).toEqual(['cycle', 'account'])
  })

  test('behavior: a contract that is no Safe, and an account that points to code', async () => {
    const contract = trustedMultiSends.find(
      ({ version, deployment }) => version === '1.4.1' && deployment === 'canonical',
    )?.address as Address
    const delegated = demoAccount(7).address
    await chain.client.setCode({
      address: delegated,
      bytecode: `0xef0100${contract.slice(2).toLowerCase()}`,
    })
    const top = await createTestSafe(chain.client, { owners: [contract, delegated], threshold: 1 })
    expect((await treeOf(top)).owners).toEqual([
      { kind: 'contract', address: contract },
      { kind: 'delegated', address: delegated, delegate: contract },
    ])
  })

  test('behavior: what the node does not answer is unknown', async () => {
    const { top } = await nest()
    const state = await stateOf(top)
    const silent = createRpcClient({ chainId, name: 'silent', rpcUrls: ['http://127.0.0.1:9'] })
    const tree = await readOwnerTree(silent, { state, blockNumber: 1n })
    expect(kindsOf(tree.owners)).toEqual(['unknown', 'unknown'])
  })
})

test('behavior: signatures collected without any service: the good ones count, each bad one says why', async () => {
  const safe = await createTestSafe(chain.client)
  const transaction = transactionOf(safe)
  const [mine, foreign, other] = [
    await signAs(0, transaction),
    await signAs(9, transaction),
    await signAs(1, { ...transaction, value: 1n }),
  ]
  expect(await verdictsOf(transaction, [mine, foreign, other])).toEqual([
    'counts',
    'refused: no owner of the Safe, or signed for another transaction',
    'refused: no owner of the Safe, or signed for another transaction',
  ])
})

test('error: a file that hashes the transaction as another version does', async () => {
  const safe = await createTestSafe(chain.client)
  const transaction = transactionOf(safe)
  const file = {
    ...fileOf(transaction, []),
    version: '1.1.1',
    safeTxHash: hashOf(transaction, '1.1.1'),
  }
  await expect(verifySignatureFile(client, { file })).rejects.toThrow(
    'The Safe hashes this transaction differently.',
  )
})
