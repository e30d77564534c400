import type { Address, Client, Hash } from 'viem'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Upgrade } from '@/lib/core/patch/patch'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { UpgradeFacts } from '@/lib/core/signing/ledger/signing-facts'

/** What stands behind a proxy, whom it obeys, and the code that is to come. What cannot be read is unknown. */
export async function readUpgradeFacts(
  client: Client,
  {
    upgrade,
    chainId,
    blockNumber,
  }: { upgrade: Pick<Upgrade, 'proxy' | 'to'>; chainId: number; blockNumber: bigint },
): Promise<UpgradeFacts> {
  const proxy = readProxy(client, {
    at: { chainId, address: upgrade.proxy.address },
    blockNumber,
  }).then((found) => {
    if (found.kind === 'not-a-proxy') throw new Error(describeNotAProxy(found))
    return found
  })
  const [found, newCodeHash] = await Promise.all([
    readKnown(`implementation of ${upgrade.proxy.address}`, proxy),
    readKnownCodeHash(client, { chainId, address: upgrade.to.address, blockNumber }),
  ])
  if (!found.known) return { currentImplementation: found, upgradeTarget: found, newCodeHash }
  const { implementation, upgradeTarget } = found.value
  return {
    currentImplementation: { known: true, value: implementation.address },
    upgradeTarget: { known: true, value: upgradeTarget },
    newCodeHash,
  }
}

/** An address without code has no code hash to compare: that is not known, not a match. */
export function readKnownCodeHash(
  client: Client,
  at: { chainId: number; address: Address; blockNumber: bigint },
): Promise<Known<Hash>> {
  const codeHash = readCodeHash(client, at).then((hash) => {
    if (!hash) throw new Error('there is no code at this address')
    return hash
  })
  return readKnown(`code of ${at.address}`, codeHash)
}
