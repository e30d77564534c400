import { createClient, custom, http, numberToHex } from 'viem'
import { getBlock, sendTransaction, signTypedData } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { readDemoSigners } from '@/lib/actions/read-demo-signers'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import { createTestSafe, startSafeChain, transactionOf } from '@/test/safe-on-anvil'
import { type Rewrite, type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { chooseDemoAccount, demoSigner } from './demo-signer'
import { readIsAnvil } from './read-is-anvil'
import { skipTime } from './skip-time'

const chainId = 31_337
const [ada, grace] = [0, 1].map((index) => demoAccount(index).address) as [
  `0x${string}`,
  `0x${string}`,
]

let chain: Awaited<ReturnType<typeof startSafeChain>>
let node: RpcProxy

beforeAll(async () => {
  chain = await startSafeChain()
  node = await startRpcProxy(chain.rpcUrl)
})
afterAll(async () => {
  await node?.stop()
  await chain?.stop()
})

/** What a browser keeps per tab. */
beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})
afterEach(() => {
  node.rewrite = undefined
  vi.unstubAllGlobals()
})

function connector() {
  const create = demoSigner({ chainId, rpcUrl: node.url })
  return create({ emitter: { emit: () => {} } } as unknown as Parameters<typeof create>[0])
}

/** Each is a node that holds keys, or claims to, and is no local Anvil. */
const others: [name: string, rewrite: Rewrite][] = [
  [
    'Geth',
    ({ method }) =>
      method === 'web3_clientVersion' ? { result: 'Geth/v1.16.4-stable/linux-amd64' } : undefined,
  ],
  [
    'one that only calls itself Anvil',
    ({ method }) =>
      method.startsWith('anvil_')
        ? { error: { code: -32601, message: 'Method not found' } }
        : undefined,
  ],
  [
    'one that names itself otherwise',
    ({ method }) => (method === 'web3_clientVersion' ? { result: 'not anvil/1.7.1' } : undefined),
  ],
  [
    'one that names itself in no words',
    ({ method }) => (method === 'web3_clientVersion' ? { result: ['anvil/'] } : undefined),
  ],
  [
    'one that knows nothing of itself',
    ({ method }) => (method === 'anvil_nodeInfo' ? { result: null } : undefined),
  ],
]

describe('readIsAnvil', () => {
  const client = () => createClient({ transport: http(node.url, { retryCount: 0 }) })

  test('default', async () => {
    expect(await readIsAnvil(client())).toBe(true)
  })

  test.each(others)('behavior: %s', async (_, rewrite) => {
    node.rewrite = rewrite
    expect(await readIsAnvil(client())).toBe(false)
  })

  test('behavior: nobody there', async () => {
    const nobody = createClient({ transport: http('http://127.0.0.1:9', { retryCount: 0 }) })
    expect(await readIsAnvil(nobody)).toBeUndefined()
  })
})

describe('demoSigner', () => {
  test('default', async () => {
    chooseDemoAccount(grace)
    const signer = connector()
    expect(await signer.isAuthorized()).toBe(true)
    expect(await signer.connect()).toEqual({ accounts: [grace], chainId })
    const provider = await signer.getProvider()
    const wallet = createClient({ transport: custom(provider as Parameters<typeof custom>[0]) })
    const transaction = transactionOf(ada)
    const typed = safeTypedData({ transaction, version: '1.4.1' })
    type Typed = Parameters<typeof signTypedData>[1]
    const signature = await signTypedData(wallet, { account: grace, ...typed } as unknown as Typed)
    expect(signature).toBe(
      await demoAccount(1).signTypedData(
        typed as Parameters<ReturnType<typeof demoAccount>['signTypedData']>[0],
      ),
    )
    const hash = await sendTransaction(wallet, { account: grace, to: ada, chain: null })
    expect(hash).toMatch(/^0x[0-9a-f]{64}$/)
  })

  test('behavior: nobody is chosen until somebody is, and each tab chooses for itself', async () => {
    const signer = connector()
    expect([await signer.isAuthorized(), await signer.getAccounts()]).toEqual([false, []])
    chooseDemoAccount(ada)
    expect([await signer.isAuthorized(), await signer.getAccounts()]).toEqual([true, [ada]])
    await signer.disconnect()
    expect([await signer.isAuthorized(), await signer.getAccounts()]).toEqual([false, []])
  })

  test.each(others)('error: refuses %s', async (_, rewrite) => {
    chooseDemoAccount(ada)
    node.rewrite = rewrite
    const signer = connector()
    await expect(signer.connect()).rejects.toMatchObject({
      name: 'NotAnvilError',
      facts: [['Node', node.url]],
    })
    expect(await signer.isAuthorized()).toBe(false)
  })

  test('behavior: stays on its one chain', async () => {
    const provider = (await connector().getProvider()) as {
      request: (args: { method: string; params?: unknown }) => Promise<unknown>
    }
    const switchTo = (id: number) =>
      provider.request({
        method: 'wallet_switchEthereumChain',
        params: [{ chainId: numberToHex(id) }],
      })
    expect(await switchTo(chainId)).toBeNull()
    await expect(switchTo(1)).rejects.toMatchObject({ code: 4902 })
    expect(await provider.request({ method: 'eth_chainId' })).toBe(numberToHex(chainId))
  })
})

describe('skipTime', () => {
  test('default', async () => {
    const before = await getBlock(chain.client)
    await skipTime(chain.client, { seconds: 86_400n })
    const after = await getBlock(chain.client)
    expect(after.number).toBe(before.number + 1n)
    expect(Number(after.timestamp - before.timestamp)).toBeGreaterThanOrEqual(86_400)
    expect(Number(after.timestamp - before.timestamp)).toBeLessThan(86_400 + 120)
  })
})

describe('readDemoSigners', () => {
  test('default', async () => {
    const council = await createTestSafe(chain.client, { owners: [0, 1], threshold: 1 })
    const guardian = await createTestSafe(chain.client, { owners: [1, 3], threshold: 1 })
    const parameters = {
      chains: [
        { id: 1, publicRpcUrl: undefined },
        { id: chainId, publicRpcUrl: node.url },
      ],
      protocols: [
        { chainId, safe: council, guardian },
        // A Safe that is none takes nothing from the others.
        { chainId, safe: ada, guardian: undefined },
      ],
    }
    const signers = await readDemoSigners(parameters)
    expect(signers.slice(0, 4)).toEqual([
      { account: ada, roles: 'owner of the Safe' },
      { account: grace, roles: 'owner of the Safe, owner of the guardian Safe' },
      { account: demoAccount(2).address, roles: 'user without a role' },
      { account: demoAccount(3).address, roles: 'owner of the guardian Safe' },
    ])
    for (const [, rewrite] of others) {
      node.rewrite = rewrite
      expect(await readDemoSigners(parameters)).toEqual([])
    }
  })

  test('behavior: without a node for browsers there are none', async () => {
    const chains = [{ id: chainId, publicRpcUrl: undefined }]
    expect(await readDemoSigners({ chains, protocols: [] })).toEqual([])
  })
})
