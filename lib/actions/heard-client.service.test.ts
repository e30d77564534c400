import { createServer, type Server } from 'node:net'
import { zeroAddress, zeroHash } from 'viem'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readCustodyCodes } from '@/lib/actions/read-custody-codes'
import { readOperationNow } from '@/lib/actions/timelock-pages/read-operation-now'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { silentClient } from '@/lib/adapters/rpc/silent-client'
import { madeUpOperation, nthAddress } from '@/test/queue-store'
import { heardClient } from './heard-client'

const chainId = 31_337

let server: Server
let silentUrl: string

beforeEach(async () => {
  // Accepts connections, and never answers.
  server = createServer((socket) => void socket.on('error', () => {}).resume())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('The server has no port.')
  silentUrl = `http://127.0.0.1:${address.port}`
})
afterEach(() => {
  server.close()
})

function contextOf(url: string) {
  const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [url] })
  const nodes = createChainNodes({ chainId, rpcUrls: [url] })
  return { clientFor: () => client, nodesFor: () => nodes }
}

async function secondsOf<T>(work: Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now()
  return [await work, (performance.now() - began) / 1_000]
}

test('default: a node that answers is asked', async () => {
  const anvil: Anvil = await startAnvil()
  try {
    const context = contextOf(anvil.rpcUrl)
    expect(await heardClient(context, { chainId, patience: 5_000 })).toBe(context.clientFor())
  } finally {
    await anvil.stop()
  }
})

test('behavior: for one that is silent nobody is asked, and while it is nobody waits again', async () => {
  const context = contextOf(silentUrl)
  const ask = () => secondsOf(heardClient(context, { chainId, patience: 500 }))
  const [first, again] = [await ask(), await ask()]
  expect([first[0], again[0]]).toEqual([silentClient, silentClient])
  expect([first[1] < 3, again[1] < 0.3]).toEqual([true, true])
})

test('behavior: one that refuses answers for itself', async () => {
  const refusing = contextOf('http://127.0.0.1:1')
  expect(await heardClient(refusing, { chainId, patience: 5_000 })).toBe(refusing.clientFor())
})

test('behavior: of codes what does not come in time is unknown, each with the reason', async () => {
  const asked = { chainId, addresses: [zeroAddress], blocks: [1n, 2n] }
  const { clientFor } = contextOf(silentUrl)
  const [codeAt, seconds] = await secondsOf(readCustodyCodes(clientFor(), asked))
  expect(seconds).toBeLessThan(4.5)
  const reason = 'the node did not answer in time'
  expect(codeAt(zeroAddress, 2n)).toEqual({ known: false, reason })
  const [silent, atOnce] = await secondsOf(readCustodyCodes(silentClient, asked))
  expect(silent(zeroAddress, 2n)).toMatchObject({
    known: false,
    reason: expect.stringContaining('No node of this chain answered.'),
  })
  expect(atOnce).toBeLessThan(0.3)
})

test('behavior: the page of an operation leaves unknown what the chain does not tell in time', async () => {
  const timelock = { chainId, address: nthAddress(70) }
  const operation = madeUpOperation(timelock, { n: 1, at: 10n, executedAt: 40n })
  const page = {
    ...{ timelock, operation, id: operation.id, targets: [nthAddress(1), nthAddress(2)] },
    scheduled: { blockNumber: 10n, timestamp: 1_000n, transactionHash: zeroHash },
  }
  const [{ surroundings, custody }, seconds] = await secondsOf(
    readOperationNow(contextOf(silentUrl), page),
  )
  expect(seconds).toBeLessThan(4.5)
  const { block, balance, targets } = surroundings
  const told = [block, balance, ...targets.flatMap(({ scheduled, now }) => [scheduled, now])]
  expect(told.map(({ known }) => known)).toEqual(told.map(() => false))
  expect(custody.length).toBeGreaterThan(0)
  for (const { verdict, detail } of custody) {
    expect([verdict, detail]).toEqual([
      'unknown',
      expect.stringContaining('could not be read: No node of this chain answered.'),
    ])
  }
})
