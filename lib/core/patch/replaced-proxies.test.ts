import { type Address, getAddress, numberToHex, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import type { NamedProxy } from '@/lib/core/patch/facts'
import { replacedProxies } from '@/lib/core/patch/replaced-proxies'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import type { Proxy } from '@/lib/core/proxy/proxy'

const address = (number: number): Address => getAddress(numberToHex(number, { size: 20 }))
const [vault, oracle, first, second, beacon, code] = [1, 2, 3, 4, 5, 6].map(address) as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]

function proxyAt(
  at: Address,
  kind: Proxy['kind'],
  upgradeTarget = at,
): NamedProxy & { value: Proxy } {
  const implementation = { address: code, codeHash: zeroHash }
  const value: Proxy = { chainId: 1, address: at, kind, implementation, upgradeTarget }
  return { name: at, address: at, proxy: { known: true, value }, value }
}

const upgraded = proxyAt(vault, 'uups')
const followers = [proxyAt(first, 'beacon', beacon), proxyAt(second, 'beacon', beacon)] as const
const configured = [upgraded, proxyAt(oracle, 'uups'), ...followers]
const upgrade = encodeUpgrade({ proxy: upgraded.value, to: code })

test('default: a proxy that a call upgrades, and all that follow a beacon', () => {
  expect(replacedProxies([upgrade], configured)).toEqual([vault])
  expect(
    replacedProxies([encodeUpgrade({ proxy: followers[0].value, to: code })], configured),
  ).toEqual([first, second])
})

test('behavior: in the order of the calls', () => {
  const other = encodeUpgrade({ proxy: proxyAt(oracle, 'uups').value, to: code })
  expect(replacedProxies([other, upgrade], configured)).toEqual([oracle, vault])
})

test('behavior: none where the code runs as the Safe, where nothing is known of the proxy, and where nothing is ordered', () => {
  expect(replacedProxies([{ ...upgrade, operation: 'delegatecall' }], configured)).toEqual([])
  const unread: NamedProxy = { ...upgraded, proxy: { known: false, reason: 'it was not read' } }
  expect(replacedProxies([upgrade], [unread])).toEqual([])
  expect(replacedProxies([{ target: vault, value: 0n, data: '0x' }], configured)).toEqual([])
})
