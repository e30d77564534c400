import {
  type Address,
  createClient,
  getAddress,
  http,
  isAddress,
  numberToHex,
  RpcRequestError,
} from 'viem'
import { createConnector } from 'wagmi'
import { NotAnvilError } from '@/lib/adapters/anvil/not-anvil-error'
import { readIsAnvil } from '@/lib/adapters/anvil/read-is-anvil'

const storageKey = 'suture.demoSigner'

/** The account that the demo signer will act as; kept per tab so that two tabs can be two signers. */
export function chooseDemoAccount(account: Address): void {
  sessionStorage.setItem(storageKey, account)
}

/**
 * A wallet without a wallet: signs with the accounts a local Anvil holds the keys of, by asking that node.
 * Refuses to connect wherever the node is not an Anvil.
 */
export function demoSigner({ chainId, rpcUrl }: { chainId: number; rpcUrl: string }) {
  const client = createClient({ transport: http(rpcUrl, { retryCount: 0 }) })
  const request = client.request as (args: { method: string; params?: unknown }) => Promise<unknown>

  // What has once shown itself to be an Anvil stays one: a node that is silent for a while disconnects nobody.
  let isProven: boolean | undefined
  const proveAnvil = async (): Promise<boolean | undefined> => {
    isProven ||= await readIsAnvil(client)
    return isProven
  }

  return createConnector((config) => {
    const chosen = (): Address[] => {
      const stored = sessionStorage.getItem(storageKey)
      return stored && isAddress(stored) ? [getAddress(stored)] : []
    }
    const ask = async (method: string, params: unknown) => {
      const isAnvil = await proveAnvil()
      if (!isAnvil) throw new NotAnvilError({ rpcUrl, isSilent: isAnvil === undefined })
      return request(params === undefined ? { method } : { method, params })
    }
    const provider = {
      request: ({ method, params }: { method: string; params?: unknown }) => {
        switch (method) {
          case 'eth_accounts':
          case 'eth_requestAccounts':
            return Promise.resolve(chosen())
          case 'eth_chainId':
            return Promise.resolve(numberToHex(chainId))
          case 'wallet_switchEthereumChain':
            return assertSameChain(params, chainId, rpcUrl)
          default:
            return ask(method, params)
        }
      },
    }
    return {
      id: 'demoSigner',
      name: 'Demo signer',
      type: 'demoSigner',
      async connect<capabilities extends boolean = false>(parameters?: {
        chainId?: number | undefined
        isReconnecting?: boolean | undefined
        withCapabilities?: capabilities | boolean | undefined
      }) {
        const isAnvil = await proveAnvil()
        if (isAnvil === false || (isAnvil === undefined && !parameters?.isReconnecting)) {
          throw new NotAnvilError({ rpcUrl, isSilent: isAnvil === undefined })
        }
        // The generic mirrors wagmi's own connectors: without capabilities the accounts are plain addresses.
        return { accounts: chosen(), chainId } as never
      },
      disconnect: () => {
        sessionStorage.removeItem(storageKey)
        return Promise.resolve()
      },
      getAccounts: () => Promise.resolve(chosen()),
      getChainId: () => Promise.resolve(chainId),
      getProvider: () => Promise.resolve(provider),
      // A page that is opened while the node is silent keeps its signer, who can do nothing before the node is back.
      isAuthorized: async () => chosen().length > 0 && (await proveAnvil()) !== false,
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => config.emitter.emit('disconnect'),
    }
  })
}

function assertSameChain(params: unknown, chainId: number, url: string): Promise<null> {
  const [wanted] = Array.isArray(params) ? params : []
  if (Number(wanted?.chainId) === chainId) return Promise.resolve(null)
  return Promise.reject(
    new RpcRequestError({
      body: { method: 'wallet_switchEthereumChain', params },
      url,
      error: { code: 4902, message: 'The demo signer knows one chain only.' },
    }),
  )
}
