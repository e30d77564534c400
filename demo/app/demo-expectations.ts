import type { Harbor } from '@/demo/world/harbor'
import type { Expectations } from '@/lib/core/simulation/expectations'

/** What the demo protocol declares of itself: a patch that any of it breaks is found before anybody signs. */
export function demoExpectations({ vault, asset }: Harbor, protocol: string): Expectations {
  const deposit = {
    name: 'Deposit and take half of it back',
    as: 'holder',
    token: asset,
    approvals: [{ token: asset, spender: vault }],
    steps: [
      { call: `${vault}.deposit(1000e6, self)` },
      { call: `${vault}.withdraw(500e6, self, self)` },
    ],
  }
  const solvent = {
    name: 'Every share is backed',
    view: `${vault}.totalAssets()`,
    is: '>=',
    to: `${vault}.convertToAssets(${vault}.totalSupply())`,
  } as const
  const share = {
    name: 'A share of the vault',
    view: `${vault}.convertToAssets(1e12)`,
    decimals: `${asset}.decimals()`,
    maxChangeBps: 10,
  }
  const common = { invariants: [solvent], journeys: [deposit], prices: [share] }
  return protocol === 'Harbor Vaults' ? { ...common, ...ofVaults(solvent, deposit, share) } : common
}

function ofVaults<I, J, P>(solvent: I, deposit: J, share: P) {
  return {
    invariants: [
      solvent,
      {
        name: 'The asset stays',
        view: 'Dollar vault.asset() returns (address)',
        is: 'unchanged',
      } as const,
    ],
    journeys: [
      deposit,
      {
        name: 'A depositor leaves',
        as: 'holder',
        token: 'Dollar vault',
        steps: [{ call: 'Dollar vault.withdraw(1e6, self, self)' }],
      },
    ],
    prices: [
      share,
      { name: 'Collateral', view: 'Rate adapter.rate()', decimals: '6', maxChangeBps: 10 },
    ],
    pairs: [
      {
        name: 'The vault counts in its asset',
        rule: 'ratio',
        left: 'Dollar vault.decimals()',
        right: 'Dollar vault.asset().decimals()',
        min: '2',
        max: '2',
      } as const,
    ],
    consumers: [{ consumers: ['Dollar vault'], calls: ['Rate adapter.rate()'] }],
    writes: [
      { contract: 'Dollar vault', path: '_borrowCap' },
      { contract: 'Rate adapter', path: '_maxDeviationBps' },
    ],
  }
}
