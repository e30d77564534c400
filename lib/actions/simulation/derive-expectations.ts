import type { Address } from 'viem'
import { evaluateCall } from '@/lib/actions/simulation/evaluate-expression'
import type { Holder } from '@/lib/actions/simulation/find-holder'
import { stranger } from '@/lib/actions/simulation/plan-execution'
import type { World } from '@/lib/adapters/fork/open-world'
import type { Known } from '@/lib/core/chain/snapshot'
import type { JourneyExpectation, PriceExpectation } from '@/lib/core/simulation/expectations'
import type { PlainValue } from '@/lib/core/simulation/expression'
import { parseCall } from '@/lib/core/simulation/parse-expression'

/** Getters that tell a price, by which many contracts go. */
const priceGetters = [
  'exchangeRate()',
  'exchangeRateStored()',
  'pricePerShare()',
  'getPricePerFullShare()',
  'getRate()',
  'rate()',
  'price()',
  'getPrice()',
  'latestAnswer() returns (int256)',
  'latestRoundData() returns (uint80, int256, uint256, uint256, uint80)[1]',
] as const

/** How far a patch may move a price of which nobody has said anything. */
const derivedChangeBps = 100

export type DeriveExpectationsParameters = {
  readonly proxies: readonly { readonly name: string; readonly address: Address }[]
  readonly holderOf: (token: Address) => Promise<Known<Holder>>
}

/**
 * What follows from what a contract is, in the words in which a protocol would declare it: an ERC-20 can be transferred, an
 * ERC-4626 vault takes deposits and gives them back, and what tells a price tells about the same one.
 *
 * @throws ForkError
 */
export async function deriveExpectations(
  world: World,
  { proxies, holderOf }: DeriveExpectationsParameters,
): Promise<{ readonly journeys: JourneyExpectation[]; readonly prices: PriceExpectation[] }> {
  const journeys: JourneyExpectation[] = []
  const prices: PriceExpectation[] = []
  for (const { name, address } of proxies) {
    const ask = (view: string) => askView(world, `${address}.${view}`)
    const ownDecimals = await ask('decimals()')
    // Nothing has more: a larger number is nonsense, and its power would not end.
    const isDecimals = typeof ownDecimals === 'bigint' && ownDecimals <= 77n
    const decimals = !isDecimals ? '0' : `${address}.decimals()`
    const price = (view: string) => ({
      name: `${name} ${view.slice(0, view.indexOf('('))}`.slice(0, 80),
      view: `${address}.${view}`,
      decimals,
      maxChangeBps: derivedChangeBps,
    })
    for (const getter of priceGetters) {
      if ((await ask(getter)) !== undefined) prices.push(price(getter))
    }
    if (!isDecimals || (await ask('totalSupply()')) === undefined) continue
    journeys.push(...transferOf(name, address, await holderOf(address)))
    const asset = await ask('asset() returns (address)')
    const whole = `convertToAssets(${10n ** ownDecimals})`
    if (typeof asset !== 'string' || (await ask(whole)) === undefined) continue
    prices.push(price(whole))
    const held = await holderOf(asset as Address)
    journeys.push(...depositOf({ name, vault: address, asset: asset as Address, held }))
  }
  return { journeys, prices }
}

function transferOf(name: string, token: Address, held: Known<Holder>): JourneyExpectation[] {
  const amount = held.known ? (held.value.balance + 1n) / 2n : 1n
  const steps = [{ call: `${token}.transfer(${stranger}, ${amount})` }]
  const title = `${name}: a transfer by its top holder`.slice(0, 80)
  return [{ name: title, as: 'holder', token, steps }]
}

function depositOf({
  name,
  vault,
  asset,
  held,
}: {
  name: string
  vault: Address
  asset: Address
  held: Known<Holder>
}): JourneyExpectation[] {
  // A hundredth, so that no cap is in the way.
  const part = held.known ? held.value.balance / 100n : 0n
  const amount = part > 4n ? part : 4n
  return [
    {
      name: `${name}: a deposit by the top holder of its asset, and half of it back`.slice(0, 80),
      as: 'holder',
      token: asset,
      approvals: [{ token: asset, spender: vault }],
      steps: [
        { call: `${vault}.deposit(${amount}, self)` },
        { call: `${vault}.withdraw(${amount / 2n}, self, self)` },
      ],
    },
  ]
}

async function askView(world: World, text: string): Promise<PlainValue | undefined> {
  const call = parseCall(text, { names: [] })
  if (!call.known) return undefined
  const answer = await evaluateCall(call.value, { world, errors: [] })
  return answer.known ? answer.value : undefined
}
