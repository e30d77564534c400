import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Address,
  type Client,
  concat,
  createClient,
  custom,
  type Hash,
  type Hex,
  http,
  numberToHex,
  parseEther,
  size,
  toEventSelector,
  zeroHash,
} from 'viem'
import { getBalance, getTransactionCount, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { BaseError } from '@/lib/core/error/base-error'
import type { Confirmation } from '@/lib/core/safe/proposed-transaction'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import {
  chainId,
  createTestSafe,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { approveHash } from './approve-hash'
import { cancelOperation } from './cancel-operation'
import { executeOperation } from './execute-operation'
import { executeSafeTransaction } from './execute-safe-transaction'
import { type SendCallParameters, sendCall } from './send-call'

const [proposer, executor, stranger] = [0, 1, 9].map((index) => demoAccount(index).address) as [
  Address,
  Address,
  Address,
]
const delay = 60n

let chain: SafeOnAnvil
let reader: Client
let timelock: Address
let safe: Address

beforeAll(async () => {
  chain = await startSafeChain()
  reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] })
  safe = await createTestSafe(chain.client)
  const args = [delay, [proposer], [executor], proposer]
  timelock = await deployContract(chain.client, {
    from: proposer,
    name: 'TimelockController',
    args,
  })
})
afterAll(() => chain?.stop())

/** A wallet that holds Anvil's accounts, or answers a method in a way of its own. */
function walletWith(answers: Record<string, (params: unknown) => unknown> = {}): Client {
  const node = createClient({ transport: http(chain.rpcUrl) })
  const request = async ({ method, params }: { method: string; params?: unknown }) =>
    answers[method]
      ? answers[method](params)
      : await node.request({ method, params } as Parameters<typeof node.request>[0])
  return createClient({ transport: custom({ request }, { retryCount: 0 }) })
}

function from(account: Address, answers?: Record<string, (params: unknown) => unknown>) {
  return { wallet: walletWith(answers), reader, account }
}

async function errorOf(promise: Promise<unknown>) {
  const error = (await promise.then(
    () => new Error('It went through.'),
    (e: unknown) => e,
  )) as BaseError & { kind?: string }
  const { name, kind, shortMessage, facts, hint, retry } = error
  return { name, kind, shortMessage, facts, hint, retry }
}

describe('sendCall', () => {
  const pay = (change: Partial<SendCallParameters> = {}) =>
    sendCall({
      ...from(proposer),
      chainId,
      call: { target: stranger, value: 7n, data: '0x' },
      ...change,
    })

  test('default', async () => {
    const before = await getBalance(reader, { address: stranger })
    const receipt = await pay()
    expect(receipt).toMatchObject({ status: 'success', from: proposer.toLowerCase() })
    expect(await getBalance(reader, { address: stranger })).toBe(before + 7n)
  })

  test('error: a wallet on another chain is not asked to send', async () => {
    const eth_sendTransaction = () => {
      throw new Error('It was asked.')
    }
    const answers = { eth_chainId: () => '0x1', eth_sendTransaction }
    expect(await errorOf(pay(from(proposer, answers)))).toMatchInlineSnapshot(`
      {
        "facts": [
          [
            "Chain of this patch",
            "31337",
          ],
          [
            "Chain of the wallet",
            "1",
          ],
        ],
        "hint": "Switch the wallet to the chain of this patch and try again.",
        "kind": "wrong-network",
        "name": "WalletError",
        "retry": true,
        "shortMessage": "The wallet is on another network.",
      }
    `)
  })

  test.each([
    [4001, 'rejected'],
    [4100, 'locked'],
    [-32002, 'locked'],
    [4901, 'wrong-network'],
    [-32603, 'failed'],
  ])('error: a wallet that answers %i', async (code, kind) => {
    const eth_sendTransaction = () => {
      throw Object.assign(new Error('No.'), { code })
    }
    const before = await getTransactionCount(reader, { address: proposer })
    expect(await errorOf(pay(from(proposer, { eth_sendTransaction })))).toMatchObject({
      name: 'WalletError',
      kind,
      retry: true,
    })
    expect(await getTransactionCount(reader, { address: proposer })).toBe(before)
  })

  test('error: more ether than there is', async () => {
    const call = { target: stranger, value: parseEther('1000000'), data: '0x' as Hex }
    expect(await errorOf(pay({ call }))).toMatchObject({ name: 'WalletError' })
  })

  test('error: cancelled in the wallet, which is no success', async () => {
    const nonce = await getTransactionCount(reader, { address: proposer })
    await chain.client.setAutomine(false)
    try {
      const sent = errorOf(pay())
      await sleep(1_200)
      const replacement = {
        from: proposer,
        to: proposer,
        nonce: numberToHex(nonce),
        maxFeePerGas: numberToHex(10n ** 11n),
        maxPriorityFeePerGas: numberToHex(10n ** 11n),
      }
      await chain.client.request({ method: 'eth_sendTransaction', params: [replacement] } as never)
      await chain.client.mine({ blocks: 1 })
      expect(await sent).toMatchObject({
        name: 'WalletError',
        kind: 'rejected',
        shortMessage: 'The transaction was cancelled or replaced in the wallet.',
      })
    } finally {
      await chain.client.setAutomine(true)
    }
  })
})

describe('operations', () => {
  let lastSalt = 0

  async function schedule(change: Partial<OperationContent> = {}) {
    lastSalt += 1
    const content: OperationContent = {
      kind: 'single',
      calls: [{ target: stranger, value: 0n, data: '0x' }],
      predecessor: zeroHash,
      salt: numberToHex(lastSalt, { size: 32 }),
      ...change,
    }
    const data = encodeSchedule({ ...content, delay })
    await sendTransaction(chain.client, { from: proposer, to: timelock, data })
    return { content, id: hashOperation(content) }
  }

  async function wait() {
    await chain.client.increaseTime({ seconds: Number(delay) })
    await chain.client.mine({ blocks: 1 })
  }

  const execute = (content: OperationContent, account = executor) =>
    executeOperation({ ...from(account), timelock: { chainId, address: timelock }, content })
  const cancel = (id: Hash, account = proposer) =>
    cancelOperation({ ...from(account), timelock: { chainId, address: timelock }, id })
  const stateOf = async (id: Hash) =>
    await readContract(reader, {
      address: timelock,
      abi: timelockAbi,
      functionName: 'getOperationState',
      args: [id],
    })

  test('default', async () => {
    const { content, id } = await schedule()
    await wait()
    await execute(content)
    expect(await stateOf(id)).toBe(3)
  })

  test('error: too early, out of turn, by the wrong account, and with a call that reverts', async () => {
    const first = await schedule()
    const second = await schedule({ predecessor: first.id })
    const failing = await schedule({
      calls: [{ target: safe, value: 0n, data: '0x12345678' }],
      kind: 'single',
    })
    const early = await errorOf(execute(first.content))
    await wait()
    const outOfTurn = await errorOf(execute(second.content))
    const byStranger = await errorOf(execute(first.content, stranger))
    const reverting = await errorOf(execute(failing.content))
    expect(
      [early, outOfTurn, byStranger, reverting].map((e) => e.shortMessage),
    ).toMatchInlineSnapshot(`
      [
        "The chain would refuse this: The operation is not ready.",
        "The chain would refuse this: The predecessor of this operation has not been executed.",
        "The chain would refuse this: This account is not an executor of this timelock.",
        "The chain would refuse this: A call of the operation reverted without saying why.",
      ]
    `)
    expect(early).toMatchObject({ name: 'WalletError', kind: 'reverted', retry: false })
    expect(outOfTurn.facts).toEqual([['Predecessor', first.id]])
    // In turn both go through.
    await execute(first.content)
    await execute(second.content)
    expect([await stateOf(first.id), await stateOf(second.id)]).toEqual([3, 3])
  })

  test('behavior: cancelled by a canceller, and by nobody else', async () => {
    const { id } = await schedule()
    expect(await errorOf(cancel(id, executor))).toMatchObject({
      kind: 'reverted',
      shortMessage: expect.stringContaining('not a canceller'),
    })
    await cancel(id)
    expect(await stateOf(id)).toBe(0)
    expect(await errorOf(cancel(id))).toMatchObject({
      shortMessage: expect.stringContaining('not waiting or ready'),
    })
  })

  test('error: mined, but too late', async () => {
    const { id } = await schedule()
    // A wallet that sets the gas itself does not try the call again.
    const eth_sendTransaction = (params: unknown) => {
      const [request] = params as [object]
      const withGas = { ...request, gas: numberToHex(200_000) }
      const method = 'eth_sendTransaction'
      return chain.client.request({ method, params: [withGas] } as never)
    }
    const cancelNow = () => {
      const at = { chainId, address: timelock }
      return cancelOperation({ ...from(proposer, { eth_sendTransaction }), timelock: at, id })
    }
    await chain.client.setAutomine(false)
    try {
      // Both were fine when they were tried.
      const both = [errorOf(cancelNow()), errorOf(cancelNow())]
      await vi.waitFor(async () => expect((await chain.client.getTxpoolStatus()).pending).toBe(2), {
        timeout: 60_000,
      })
      await chain.client.mine({ blocks: 1 })
      const outcomes = await Promise.all(both)
      expect(outcomes.map(({ shortMessage }) => shortMessage)).toContain(
        'The transaction was mined but reverted.',
      )
    } finally {
      await chain.client.setAutomine(true)
    }
  })
})

/** keccak256 of the event's signature; the same whether or not the hash is indexed. */
const executionSuccess = toEventSelector('ExecutionSuccess(bytes32,uint256)')
const returnTrue = '0x600160005260206000f3'

describe('executeSafeTransaction', () => {
  async function confirmed(
    signers: readonly number[],
    transaction: SafeTransaction,
  ): Promise<Confirmation[]> {
    return await Promise.all(
      signers.map(async (index) => {
        const { address: signer } = demoAccount(index)
        const data = await signAs(index, transaction)
        return { owner: signer, signature: { kind: 'eip712', signer, data }, submittedAt: 0n }
      }),
    )
  }

  function execute(
    transaction: SafeTransaction,
    confirmations: readonly Confirmation[],
    owners = [0, 1, 2].map((index) => demoAccount(index).address),
  ) {
    return executeSafeTransaction({
      ...from(stranger),
      transaction,
      safeTxHash: hashOf(transaction),
      confirmations,
      owners,
      threshold: 2,
    })
  }

  const nonceOf = () => readContract(reader, { address: safe, abi: safeAbi, functionName: 'nonce' })
  const next = async (change: Partial<SafeTransaction> = {}) =>
    transactionOf(safe, { nonce: await nonceOf(), ...change })

  /** A call that always reverts, with and without a gas limit of its own. */
  const failing = { target: '0x0000000000000000000000000000000000000fa1' as Address }

  beforeAll(() => chain.client.setCode({ address: failing.target, bytecode: '0x60006000fd' }))

  test('default', async () => {
    const transaction = await next()
    // One who left, one who also approved on chain, and two more than are needed.
    const confirmations = await confirmed([7, 0, 0, 1, 2], transaction)
    expect((await execute(transaction, confirmations)).status).toBe('success')
    expect(await nonceOf()).toBe(transaction.nonce + 1n)
  })

  test('error: too few of the owners', async () => {
    const transaction = await next()
    const confirmations = await confirmed([7, 0, 0], transaction)
    expect(await errorOf(execute(transaction, confirmations))).toMatchInlineSnapshot(`
      {
        "facts": [
          [
            "Signatures by current owners",
            "1",
          ],
          [
            "Threshold",
            "2",
          ],
        ],
        "hint": "Ask another owner to sign.",
        "kind": undefined,
        "name": "ThresholdNotReachedError",
        "retry": false,
        "shortMessage": "The Safe would refuse this: too few owners have signed.",
      }
    `)
  })

  test('error: the Safe refuses, and why', async () => {
    const transaction = await next()
    const other = await next({ data: '0x01' })
    const good = await confirmed([0, 1], transaction)
    const foreign = await confirmed([0, 1], other)
    const unapproved = good.map(({ owner, submittedAt }): Confirmation => {
      const data = concat([`0x${owner.slice(2).padStart(64, '0')}`, zeroHash, '0x01'])
      return { owner, submittedAt, signature: { kind: 'approved-hash', signer: owner, data } }
    })
    const inner = await next(failing)
    expect([
      await errorOf(execute(transaction, foreign)),
      await errorOf(execute(transaction, unapproved)),
      await errorOf(execute(inner, await confirmed([0, 1], inner))),
    ]).toMatchInlineSnapshot(`
      [
        {
          "facts": [
            [
              "Code of the Safe",
              "GS026",
            ],
          ],
          "hint": "Nothing was sent. Reload the facts; somebody may have acted in between.",
          "kind": "reverted",
          "name": "WalletError",
          "retry": false,
          "shortMessage": "The chain would refuse this: A signature is not by an owner, is for another transaction, or is out of order.",
        },
        {
          "facts": [
            [
              "Code of the Safe",
              "GS025",
            ],
          ],
          "hint": "Nothing was sent. Reload the facts; somebody may have acted in between.",
          "kind": "reverted",
          "name": "WalletError",
          "retry": false,
          "shortMessage": "The chain would refuse this: An owner has not approved this hash on chain.",
        },
        {
          "facts": [
            [
              "Code of the Safe",
              "GS013",
            ],
          ],
          "hint": "Nothing was sent. Reload the facts; somebody may have acted in between.",
          "kind": "reverted",
          "name": "WalletError",
          "retry": false,
          "shortMessage": "The chain would refuse this: The call that the transaction makes reverted.",
        },
      ]
    `)
    expect(await nonceOf()).toBe(transaction.nonce)
  })

  test('error: the call inside fails and uses up the nonce', async () => {
    const transaction = await next({ ...failing, safeTxGas: 50_000n })
    const error = await errorOf(execute(transaction, await confirmed([0, 1], transaction)))
    expect(error).toMatchObject({
      name: 'SafeExecutionFailedError',
      facts: [
        ['safeTxHash', hashOf(transaction)],
        ['Transaction', expect.any(String)],
      ],
    })
    expect(await nonceOf()).toBe(transaction.nonce + 1n)
  })

  test('error: another contract says it succeeded', async () => {
    // As the token of the refund it is called after the failure, and emits the event of a success.
    const gasToken = '0x0000000000000000000000000000000000000fa2'
    const transaction = await next({ ...failing, safeTxGas: 50_000n, gasPrice: 1n, gasToken })
    const emit = concat(['0x600054', '0x7f', executionSuccess, '0x60206000a2'])
    await chain.client.setCode({ address: gasToken, bytecode: concat([emit, returnTrue]) })
    await chain.client.setStorageAt({ address: gasToken, index: 0, value: hashOf(transaction) })
    const confirmations = await confirmed([0, 1], transaction)
    expect(await errorOf(execute(transaction, confirmations))).toMatchObject({
      name: 'SafeExecutionFailedError',
    })
    expect(await nonceOf()).toBe(transaction.nonce + 1n)
  })

  test('behavior: a Safe before 1.4.0 does not index the hash', async () => {
    const legacy = '0x0000000000000000000000000000000000000fa3'
    const transaction = transactionOf(legacy)
    const emit = concat(['0x600054600052', '0x7f', executionSuccess, '0x60406000a1'])
    await chain.client.setCode({ address: legacy, bytecode: concat([emit, returnTrue]) })
    await chain.client.setStorageAt({ address: legacy, index: 0, value: hashOf(transaction) })
    const receipt = await execute(transaction, await confirmed([0, 1], transaction))
    expect(receipt.logs.map(({ topics, data }) => [topics.length, size(data)])).toEqual([[1, 64]])
  })
})

describe('approveHash', () => {
  const approve = (transaction: SafeTransaction, account: Address, safeTxHash: Hash) =>
    approveHash({ ...from(account), transaction, version: '1.4.1', safeTxHash })
  const isApproved = (owner: Address, hash: Hash) =>
    readContract(reader, {
      address: safe,
      abi: safeAbi,
      functionName: 'approvedHashes',
      args: [owner, hash],
    })

  test('default', async () => {
    const transaction = transactionOf(safe, { nonce: 99n })
    await approve(transaction, executor, hashOf(transaction))
    expect(await isApproved(executor, hashOf(transaction))).toBe(1n)
  })

  test('error: not an owner', async () => {
    const transaction = transactionOf(safe, { nonce: 99n })
    expect(await errorOf(approve(transaction, stranger, hashOf(transaction)))).toMatchObject({
      name: 'WalletError',
      shortMessage: 'The chain would refuse this: Only owners can approve a hash.',
      facts: [['Code of the Safe', 'GS030']],
    })
  })

  test('error: the hash that was shown is another', async () => {
    const transaction = transactionOf(safe, { nonce: 98n })
    const shown = hashOf(transactionOf(safe, { nonce: 97n }))
    await expect(approve(transaction, executor, shown)).rejects.toMatchObject({
      name: 'ShownHashError',
    })
    expect(await isApproved(executor, shown)).toBe(0n)
    expect(await isApproved(executor, hashOf(transaction))).toBe(0n)
  })
})
