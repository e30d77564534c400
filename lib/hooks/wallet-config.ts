import { type Chain, defineChain } from 'viem'
import { type Config, createConfig, http } from 'wagmi'
import { reconnect } from 'wagmi/actions'
import { injected } from 'wagmi/connectors/injected'
import { safe } from 'wagmi/connectors/safe'
import { walletConnect } from 'wagmi/connectors/walletConnect'
import { demoSigner } from '@/lib/adapters/anvil/demo-signer'
import type { PublicConfig } from '@/lib/config/public-config'

let held: Config | undefined

/**
 * The one wallet configuration of this tab. Every island wraps itself in a provider of this same object, so they
 * share the connection without sharing a tree.
 */
export function walletConfigOf(config: PublicConfig): Config {
  if (!held) {
    held = createWalletConfig(config)
    // Once for the tab. What cannot be taken up again ends as disconnected, which is what the pages then show.
    reconnect(held).catch(() => {})
  }
  return held
}

function createWalletConfig(publicConfig: PublicConfig): Config {
  const { chains, walletConnectProjectId, safeAppOrigins } = publicConfig
  const [first, ...rest] = chains.map(toChain)
  if (!first) throw new Error('A configuration has at least one chain.')
  return createConfig({
    chains: [first, ...rest],
    // Wallets that announce themselves (EIP-6963) are discovered by wagmi.
    connectors: [
      injected(),
      ...(walletConnectProjectId ? [walletConnect({ projectId: walletConnectProjectId })] : []),
      ...(isFramed() ? [ofFrame(safeAppOrigins)] : []),
      ...chains.flatMap(({ id, publicRpcUrl }) =>
        publicRpcUrl ? [demoSigner({ chainId: id, rpcUrl: publicRpcUrl })] : [],
      ),
    ],
    transports: Object.fromEntries(chains.map(({ id, publicRpcUrl }) => [id, http(publicRpcUrl)])),
    ssr: false,
  })
}

/** The Safe that frames the page. It is waited for: the kit's own patience are 10 ms, which a busy machine does not keep. */
function ofFrame(safeAppOrigins: readonly string[]) {
  return safe({ allowedDomains: safeAppOrigins.map(exactly), unstable_getInfoTimeout: 10_000 })
}

/** A Safe App runs inside the Safe's own page. */
function isFramed(): boolean {
  return window.parent !== window
}

/** The kit holds these against the origin of each message, not against its host. */
function exactly(origin: string): RegExp {
  return new RegExp(`^${origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)
}

function toChain({ id, name, publicRpcUrl }: PublicConfig['chains'][number]): Chain {
  return defineChain({
    id,
    name,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: publicRpcUrl ? [publicRpcUrl] : [] } },
  })
}
