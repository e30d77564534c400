import { type Address, type Hash, keccak256, numberToHex, zeroHash } from 'viem'
import { addressOf, proxy, upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import type { PastImplementation } from '@/lib/core/check/proxy/past-implementation'
import type { UpgradeHistory } from '@/lib/core/proxy/past-upgrade'
import type { ProxyLayer, ProxyPattern } from '@/lib/core/proxy/proxy-layer'

/** What runs behind the proxy of the fixtures. */
export const current: Address = upgrade.from?.address ?? addressOf(0)

const codeHash: Hash = keccak256('0x10')

/** One step of forwarding. */
export function layerOf(
  pattern: ProxyPattern,
  { at = proxy, to = [current], ...rest }: { at?: Address; to?: Address[] } & Partial<ProxyLayer> = {},
): ProxyLayer {
  return { at, codeHash, pattern, implementations: to, evidence: 'a slot', contradictions: [], ...rest }
}

/** Upgrades of the proxy: each implementation with the second in which it came. */
export function historyOf(...upgrades: readonly (readonly [Address, bigint])[]): UpgradeHistory {
  return {
    of: proxy,
    fromBlock: 0n,
    toBlock: 1_000n,
    upgrades: upgrades.map(([implementation, blockTimestamp], at) => ({
      implementation,
      at: {
        blockNumber: BigInt(at + 1),
        blockHash: zeroHash,
        blockTimestamp,
        transactionHash: zeroHash,
        logIndex: 0,
      },
      transaction: numberToHex(at, { size: 32 }),
    })),
  }
}

/** An implementation of the past, published, with code. */
export function pastOf(
  address: Address,
  rest: Partial<PastImplementation> = {},
): PastImplementation {
  const account = { address, kind: 'contract', codeHash, size: 1 } as const
  return { address, account, verified: { known: true, value: true }, ...rest }
}
