import { expect, test } from 'vitest'
import type { Proxy } from '@/lib/core/proxy/proxy'
import { addressOf, known, uupsProxy } from './__fixtures__/draft'
import type { NamedProxy } from './facts'
import { upgradeTargetLabels } from './upgrade-target-labels'

const named = (name: string, kind: Proxy['kind'], target: string): NamedProxy => ({
  name,
  address: addressOf(name),
  proxy: known({
    ...uupsProxy(),
    kind,
    address: addressOf(name),
    upgradeTarget: addressOf(target),
  }),
})
const at = (name: string) => addressOf(name).toLowerCase()

test('default', () => {
  expect(upgradeTargetLabels([named('Rate adapter', 'transparent', 'admin')])).toEqual({
    [at('admin')]: 'ProxyAdmin of Rate adapter',
  })
})

test('behavior: a beacon is named after the first of its proxies, and the rest counted', () => {
  const proxies = ['Steady', 'Prime', 'Bills'].map((name) => named(name, 'beacon', 'beacon'))
  expect(upgradeTargetLabels(proxies)).toEqual({ [at('beacon')]: 'Beacon of Steady and 2 more' })
})

test('behavior: a proxy that is its own target keeps its name, and one that was not read gives none', () => {
  expect(
    upgradeTargetLabels([
      named('Vault', 'uups', 'Vault'),
      {
        name: 'Silent',
        address: addressOf('Silent'),
        proxy: { known: false, reason: 'no answer' },
      },
    ]),
  ).toEqual({})
})
