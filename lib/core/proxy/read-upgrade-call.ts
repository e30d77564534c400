import { type Address, type Hex, parseAbi } from 'viem'
import { decodeCanonical } from '@/lib/core/calldata/decode-canonical'
import type { Call } from '@/lib/core/chain/call'

/**
 * What a call to upgrade says. The same bytes mean different things to different targets, so `target` is read by
 * whoever knows what stands there: `upgradeTo(address)` is understood by a UUPS or transparent proxy and by a beacon.
 */
export type UpgradeCall = {
  /** The contract that receives the order. */
  readonly target: Address
  /** `proxy-admin` names the proxy in its arguments; `proxy-or-beacon` changes the target itself. */
  readonly via: 'proxy-admin' | 'proxy-or-beacon'
  /** The proxy named in the arguments, else the target: a proxy or a beacon. */
  readonly proxy: Address
  /** The new implementation. */
  readonly to: Address
  /** The calldata run with it; undefined where there is none. */
  readonly migration: Hex | undefined
}

const upgradeAbi = /* @__PURE__ */ parseAbi([
  'function upgrade(address proxy, address implementation)',
  'function upgradeAndCall(address proxy, address implementation, bytes data) payable',
  'function upgradeTo(address newImplementation)',
  'function upgradeToAndCall(address newImplementation, bytes data) payable',
])

/**
 * Reads an order to upgrade from a call: UUPS and transparent proxies, ProxyAdmin of 4.x and 5.x, beacons.
 *
 * @returns undefined where the call is none, or is one with bytes that do not encode back to themselves.
 */
export function readUpgradeCall({ target, data }: Call): UpgradeCall | undefined {
  const decoded = decodeCanonical({ abi: upgradeAbi, data })
  if (decoded === undefined) return undefined
  switch (decoded.functionName) {
    case 'upgrade': {
      const [proxy, to] = decoded.args
      return { target, via: 'proxy-admin', proxy, to, migration: undefined }
    }
    case 'upgradeAndCall': {
      const [proxy, to, migration] = decoded.args
      return { target, via: 'proxy-admin', proxy, to, migration: nonEmpty(migration) }
    }
    case 'upgradeTo': {
      const [to] = decoded.args
      return { target, via: 'proxy-or-beacon', proxy: target, to, migration: undefined }
    }
    case 'upgradeToAndCall': {
      const [to, migration] = decoded.args
      return { target, via: 'proxy-or-beacon', proxy: target, to, migration: nonEmpty(migration) }
    }
  }
}

function nonEmpty(data: Hex): Hex | undefined {
  return data === '0x' ? undefined : data
}
