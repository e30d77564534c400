import { type Address, createClient, createWalletClient, custom, http } from 'viem'
import { anvil as anvilChain, mainnet } from 'viem/chains'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createConfig } from 'wagmi'
import { connect, disconnect, getConnection, reconnect } from 'wagmi/actions'
import { anvil, serveNode } from '@/lib/adapters/anvil/__fixtures__/serve-node'
import { chooseDemoAccount, demoSigner } from './demo-signer'

const account: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'

// A browser's own, which Node 20 has not.
beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function setUp(answers: Readonly<Record<string, unknown>> = anvil) {
  const { rpcUrl, asked } = await serveNode(answers)
  const config = createConfig({
    chains: [anvilChain],
    connectors: [demoSigner({ chainId: anvilChain.id, rpcUrl })],
    client: ({ chain }) => createClient({ chain, transport: http(rpcUrl) }),
    storage: null,
    multiInjectedProviderDiscovery: false,
  })
  const [connector] = config.connectors
  const provider = (await connector!.getProvider()) as {
    request: Parameters<typeof custom>[0]['request']
  }
  return {
    config,
    connector: connector!,
    asked,
    wallet: createWalletClient({ transport: custom(provider) }),
  }
}

describe('demoSigner', () => {
  test('default: connects as the chosen account', async () => {
    const { config, connector } = await setUp()
    chooseDemoAccount(account.toLowerCase() as Address)
    await connect(config, { connector })
    expect(getConnection(config)).toMatchObject({ status: 'connected', address: account })
    await disconnect(config)
    expect(getConnection(config).status).toBe('disconnected')
    expect(await connector.getAccounts()).toEqual([])
  })

  test('default: the node signs', async () => {
    const { wallet, asked } = await setUp({ ...anvil, eth_signTypedData_v4: '0x1234' })
    chooseDemoAccount(account)
    expect(await wallet.getAddresses()).toEqual([account])
    expect(await wallet.getChainId()).toBe(anvilChain.id)
    expect(asked).toEqual([])
    const signature = await wallet.signTypedData({
      account,
      types: { Test: [{ name: 'a', type: 'uint256' }] },
      primaryType: 'Test',
      message: { a: 1n },
    })
    expect(signature).toBe('0x1234')
    expect(asked.toSorted()).toEqual([
      'anvil_nodeInfo',
      'eth_signTypedData_v4',
      'web3_clientVersion',
    ])
  })

  test('error: no Anvil', async () => {
    const { config, connector } = await setUp({ web3_clientVersion: 'Geth/v1.15.0' })
    chooseDemoAccount(account)
    const message = await connect(config, { connector }).catch((error: Error) => error.message)
    expect(String(message).replace(/:\d+$/m, ':port')).toMatchInlineSnapshot(`
      "The demo signer works on a local Anvil only.
      Node: http://127.0.0.1:port
      Connect a wallet instead."
    `)
    expect(await reconnect(config, { connectors: [connector] })).toEqual([])
    expect(getConnection(config).status).toBe('disconnected')
  })

  test('behavior: comes back by itself only with an account chosen, on an Anvil', async () => {
    const { connector } = await setUp()
    expect(await connector.isAuthorized()).toBe(false)
    chooseDemoAccount(account)
    expect(await connector.isAuthorized()).toBe(true)
    const { connector: elsewhere } = await setUp({ web3_clientVersion: 'Geth/v1.15.0' })
    expect(await elsewhere.isAuthorized()).toBe(false)
  })

  test('behavior: a page opened while the node is silent keeps its signer, who can do nothing', async () => {
    const silent = 'http://127.0.0.1:9'
    const config = createConfig({
      chains: [anvilChain],
      connectors: [demoSigner({ chainId: anvilChain.id, rpcUrl: silent })],
      client: ({ chain }) => createClient({ chain, transport: http(silent) }),
      storage: null,
      multiInjectedProviderDiscovery: false,
    })
    const connector = config.connectors[0]!
    chooseDemoAccount(account)
    await reconnect(config, { connectors: [connector] })
    expect(getConnection(config)).toMatchObject({ status: 'connected', address: account })
    const provider = (await connector.getProvider()) as Parameters<typeof custom>[0]
    await expect(provider.request({ method: 'eth_accounts' })).resolves.toEqual([account])
    await expect(provider.request({ method: 'eth_sendTransaction', params: [{}] })).rejects.toThrow(
      'works on a local Anvil only',
    )
    await disconnect(config)
    chooseDemoAccount(account)
    await expect(connect(config, { connector })).rejects.toThrow('works on a local Anvil only')
  })

  test('behavior: what is stored and no address is no account', async () => {
    const { connector } = await setUp()
    sessionStorage.setItem('suture.demoSigner', 'not an address')
    expect(await connector.getAccounts()).toEqual([])
    expect(await connector.isAuthorized()).toBe(false)
  })

  test('behavior: it knows one chain', async () => {
    const { wallet } = await setUp()
    await expect(wallet.switchChain({ id: anvilChain.id })).resolves.toBeUndefined()
    await expect(wallet.switchChain({ id: mainnet.id })).rejects.toMatchObject({ code: 4902 })
  })

  test('behavior: what the node refuses is refused', async () => {
    const { wallet } = await setUp()
    await expect(wallet.signMessage({ account, message: 'x' })).rejects.toThrow()
  })
})
