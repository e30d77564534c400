import { type Address, type Client, isAddressEqual } from 'viem'
import { readAuthorityAccounts } from '@/lib/actions/review/read-authority-accounts'
import { readHolders } from '@/lib/actions/review/read-holders'
import type { AuthorityAccount, UpgradeAuthority } from '@/lib/core/authority/authority'
import { diffAuthority, type OutsideAuthority } from '@/lib/core/authority/diff-authority'
import type { Holders } from '@/lib/core/authority/holder-after'
import { outsideAuthority } from '@/lib/core/authority/outside-authority'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFact, CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { ReviewInput } from '@/lib/core/report/review-input'

export type GatherAuthorityParameters = {
  readonly input: ReviewInput
  readonly facts: ProtocolFacts
  /** What the timelock, or the Safe, runs. */
  readonly calls: readonly DecodedCall[]
  readonly upgrades: readonly { readonly upgrade: ReviewedUpgrade; readonly facts: CheckFacts }[]
}

export type GatheredAuthority = {
  readonly accounts: readonly AuthorityAccount[]
  /** Of each upgrade, in their order. */
  readonly upgrades: readonly UpgradeAuthority[]
}

/**
 * Who may do what with the proxies that a patch upgrades, now and once it has run, all at the block of the input. What
 * cannot be read is unknown with its reason; nothing throws.
 */
export async function gatherAuthority(
  client: Client,
  { input, facts, calls: roots, upgrades }: GatherAuthorityParameters,
): Promise<GatheredAuthority> {
  const { chainId, block, protocol } = input
  const calls = walkCalls(roots).map(({ call }) => call)
  const at = { chainId, blockNumber: block.number, calls }
  const read = await Promise.all(
    upgrades.map(async ({ upgrade, facts: own }) => {
      const fromBlock = BigInt(protocol.deploymentBlock)
      const holders = await readHolders(client, { ...at, fromBlock, upgrade, facts: own })
      return { holders, outside: outsideOf(upgrade, facts, calls), facts: own }
    }),
  )
  const addresses = read.flatMap(({ holders, outside }) => [
    ...(['before', 'after'] as const).flatMap((side) => [
      ...[...holders[side].values()].flatMap(addressesOf),
      ...(outside ? addressesOf(outside[side]) : []),
    ]),
  ])
  const { timelock, safe } = protocol
  const own: Address[] = [timelock, safe].flatMap((one) => one ?? [])
  const accounts = await readAuthorityAccounts(client, {
    ...at,
    addresses: [...addresses, ...own],
    protocol,
    facts,
  })
  return {
    accounts,
    upgrades: read.map(({ holders, outside, facts: known }) => {
      const models = { before: toKnown(known['old model']), after: toKnown(known['new model']) }
      return diffAuthority({ models, holders, outside, accounts })
    }),
  }
}

function outsideOf(
  { proxies }: ReviewedUpgrade,
  facts: ProtocolFacts,
  calls: readonly DecodedCall[],
): OutsideAuthority | undefined {
  const found = facts.proxies.flatMap(({ proxy }) => (proxy.known ? [proxy.value] : []))
  const proxy = found.find(({ address }) => proxies.some((one) => isAddressEqual(one, address)))
  return proxy && outsideAuthority(proxy, calls)
}

function addressesOf(holders: Holders): readonly Address[] {
  return holders.known ? holders.value : []
}

function toKnown<T>(fact: CheckFact<T> | undefined): Known<T> {
  return fact ?? { known: false, reason: 'it was not gathered' }
}
