import { createServer, type Server } from 'node:http'
import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import type { Store } from '@/lib/adapters/store/store'
import { openEmptyStore } from '@/test/empty-store'
import {
  chainId,
  createTestSafe,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { type RunningSafeService, startSafeService } from '@/test/start-safe-service'
import { createSafeService } from './create-safe-service'

let chain: SafeOnAnvil
let store: Store
let running: RunningSafeService
let safe: Address
const servers: Server[] = []

beforeAll(async () => {
  chain = await startSafeChain()
  store = await openEmptyStore()
  const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [chain.rpcUrl] })
  running = await startSafeService({
    store,
    client,
    chainId,
    now: () => new Date(),
    followInterval: 0,
  })
  safe = await createTestSafe(chain.client)
})
afterAll(async () => {
  for (const server of servers) server.close()
  await running?.stop()
  await store?.close()
  await chain?.stop()
})

test('default: propose, confirm, list, get', async () => {
  const service = createSafeService({ url: running.url, chainId })
  const state = await readSafe(chain.client, { chainId, address: safe })
  const transaction = transactionOf(safe, { data: '0x1234' })
  const safeTxHash = hashOf(transaction)
  const sender = demoAccount(0).address
  const signature = await signAs(0, transaction)
  await service.propose({ transaction, safeTxHash, sender, signature, origin: 'here' })
  await service.confirm({ safeTxHash, signature: await signAs(1, transaction) })
  const listed = await service.list({ state })
  expect(listed.rejected).toEqual([])
  expect(listed.transactions).toMatchObject([
    {
      transaction,
      safeTxHash,
      proposer: sender,
      origin: 'here',
      confirmations: [{ owner: sender }, { owner: demoAccount(1).address }],
      outcome: { status: 'pending' },
    },
  ])
  expect((await service.get({ safeTxHash, state })).transaction).toEqual(listed.transactions[0])
})

test('behavior: lists over pages', async () => {
  const own = await createTestSafe(chain.client)
  const service = createSafeService({ url: running.url, chainId })
  const state = await readSafe(chain.client, { chainId, address: own })
  for (let nonce = 0n; nonce < 5n; nonce++) {
    const transaction = transactionOf(own, { nonce })
    await service.propose({
      transaction,
      safeTxHash: hashOf(transaction),
      sender: demoAccount(0).address,
      signature: await signAs(0, transaction),
    })
  }
  const { transactions } = await service.list({ state, limit: 3 })
  expect(transactions.map(({ transaction }) => transaction.nonce)).toEqual([4n, 3n, 2n])
  expect((await service.list({ state })).transactions).toHaveLength(5)
})

test('error: refused', async () => {
  const service = createSafeService({ url: running.url, chainId })
  const transaction = transactionOf(safe, { data: '0x1234' })
  const refused = service.confirm({
    safeTxHash: hashOf(transaction),
    signature: await signAs(5, transaction),
  })
  await expect(refused).rejects.toMatchObject({
    name: 'SafeServiceAnswerError',
    status: 400,
    retry: false,
    shortMessage: 'The Safe service refused the request.',
    message: expect.stringContaining('is not an owner of the Safe'),
  })
})

test('error: nobody answers', async () => {
  const service = createSafeService({ url: 'http://127.0.0.1:1/api', chainId })
  const attempt = service.confirm({ safeTxHash: hashOf(transactionOf(safe)), signature: '0x12' })
  await expect(attempt).rejects.toMatchObject({ status: undefined, retry: true })
})

test.each([
  ['HTML', 200, '<html>'],
  ['another shape', 200, '{"results":"none"}'],
  ['too many requests', 429, '{"detail":"slow down"}'],
])('error: an answer of %s', async (_, status, body) => {
  const server = createServer((__, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(body)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const service = createSafeService({ url: `http://127.0.0.1:${port}/api`, chainId })
  const state = await readSafe(chain.client, { chainId, address: safe })
  await expect(service.list({ state })).rejects.toMatchObject({
    name: 'SafeServiceAnswerError',
    retry: true,
  })
})
