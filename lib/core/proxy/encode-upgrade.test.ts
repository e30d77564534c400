import fc from 'fast-check'
import { type Address, concat, getAddress, type Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import { affectedProxies } from './affected-proxies'
import { encodeUpgrade } from './encode-upgrade'
import { readUpgradeCall } from './read-upgrade-call'

const bytes = (minLength: number, maxLength: number) =>
  fc
    .uint8Array({ minLength, maxLength })
    .map((array): Hex => `0x${Buffer.from(array).toString('hex')}`)
const anyAddress = bytes(20, 20).map((hex) => getAddress(hex))
const address = (n: number): Address => getAddress(`0x${n.toString(16).padStart(40, '0')}`)

const [at, admin, to] = [address(1), address(2), address(3)]
const uups = { kind: 'uups', address: at, upgradeTarget: at } as const
const transparent = { kind: 'transparent', address: at, upgradeTarget: admin } as const
const beacon = { kind: 'beacon', address: at, upgradeTarget: admin } as const
const legacy = { upgradeInterface: 'legacy' } as const

const selectorOf = (call: { data: Hex }) => call.data.slice(0, 10)

describe('encodeUpgrade', () => {
  test('default: what was encoded is read', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('uups', 'transparent', 'beacon'),
        fc.constantFrom('legacy', '5.0.0', undefined),
        anyAddress,
        anyAddress,
        anyAddress,
        bytes(0, 100),
        (kind, upgradeInterface, address, other, to, data) => {
          const upgradeTarget = kind === 'uups' ? address : other
          const migration = kind === 'beacon' ? '0x' : data
          const proxy = { kind, address, upgradeTarget, upgradeInterface }
          const call = encodeUpgrade({ proxy, to, migration })
          const named = kind === 'transparent' && other !== address
          expect(readUpgradeCall(call)).toEqual({
            target: upgradeTarget,
            via: named ? 'proxy-admin' : 'proxy-or-beacon',
            proxy: named ? address : upgradeTarget,
            to,
            migration: migration === '0x' ? undefined : migration,
          })
        },
      ),
    )
  })

  test.each([
    ['uups', uups, undefined, '0x4f1ef286'],
    ['uups, migration', uups, '0x1234', '0x4f1ef286'],
    ['uups, legacy', { ...uups, ...legacy }, undefined, '0x3659cfe6'],
    ['uups, legacy, migration', { ...uups, ...legacy }, '0x1234', '0x4f1ef286'],
    ['transparent', transparent, undefined, '0x9623609d'],
    ['transparent, legacy', { ...transparent, ...legacy }, undefined, '0x99a88ec4'],
    ['transparent, legacy, migration', { ...transparent, ...legacy }, '0x12', '0x9623609d'],
    [
      'transparent without ProxyAdmin',
      { ...transparent, upgradeTarget: at },
      undefined,
      '0x4f1ef286',
    ],
    ['beacon', beacon, undefined, '0x3659cfe6'],
    // Empty calldata is no migration.
    ['beacon, empty migration', beacon, '0x', '0x3659cfe6'],
  ] as const)('default: %s', (_, proxy, migration, selector) => {
    const call = encodeUpgrade({ proxy, to, migration })
    expect(selectorOf(call)).toBe(selector)
    expect(call).toMatchObject({ target: proxy.upgradeTarget, value: 0n })
  })

  test('error: a beacon with a migration', () => {
    expect(() =>
      encodeUpgrade({ proxy: beacon, to, migration: '0x1234' }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [BeaconMigrationError: A beacon cannot run a migration while it is upgraded.
      Beacon: 0x0000000000000000000000000000000000000002
      Add a call to each beacon proxy after the upgrade instead.]
    `)
  })
})

describe('readUpgradeCall', () => {
  test('behavior: other calls, short and long ones are none', () => {
    const call = encodeUpgrade({ proxy: uups, to })
    const read = (data: Hex) => readUpgradeCall({ ...call, data })
    expect(read(call.data)).toBeDefined()
    expect(read('0x')).toBeUndefined()
    expect(read('0xa9059cbb')).toBeUndefined()
    expect(read(call.data.slice(0, -64) as Hex)).toBeUndefined()
    expect(read(concat([call.data, '0x00']))).toBeUndefined()
  })
})

describe('affectedProxies', () => {
  const second = { ...beacon, address: address(7) }
  const elsewhere = { ...beacon, address: address(8), upgradeTarget: address(9) }
  const known = [uups, { ...transparent, address: address(5) }, beacon, second, elsewhere]

  test('default: a beacon upgrade affects every proxy of the beacon', () => {
    const upgrade = readUpgradeCall(encodeUpgrade({ proxy: beacon, to }))!
    expect(affectedProxies(upgrade, known)).toEqual([beacon, second])
  })

  test('default: another upgrade affects its own proxy', () => {
    const upgrade = readUpgradeCall(encodeUpgrade({ proxy: uups, to }))!
    expect(affectedProxies(upgrade, known)).toEqual([uups])
    const byAdmin = readUpgradeCall(encodeUpgrade({ proxy: known[1]!, to }))!
    expect(affectedProxies(byAdmin, known)).toEqual([known[1]])
  })

  test('behavior: a proxy we do not know', () => {
    const stranger = { ...uups, address: address(66), upgradeTarget: address(66) }
    const upgrade = readUpgradeCall(encodeUpgrade({ proxy: stranger, to }))!
    expect(affectedProxies(upgrade, known)).toEqual([])
  })
})
