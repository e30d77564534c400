import type { Client } from 'viem'
import { readAddressGetter } from '@/lib/adapters/rpc/read-address-getter'
import { readAsset } from '@/lib/adapters/rpc/read-asset'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import type { CheckFact, CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { GivenAsset } from '@/lib/core/check/config/given-asset'
import { type ReplacedAddress, replacedAddresses } from '@/lib/core/check/config/replaced-addresses'

export type GatherAssetFactsParameters = {
  readonly chainId: number
  /** Everything is read at this block. */
  readonly blockNumber: bigint
  readonly upgrade: ReviewedUpgrade
  /** What is known already: calls and both ABIs are needed, both verifications tell the immutables. */
  readonly facts: CheckFacts
}

/** More are not asked for what they are: a call may carry thousands. */
const mostAddresses = 100

/**
 * What the addresses that an upgrade brings say of themselves as assets, beside those that they replace. Unknown with its
 * reason where it cannot be told which they are; nothing throws.
 */
export async function gatherAssetFacts(
  client: Client,
  parameters: GatherAssetFactsParameters,
): Promise<CheckFacts> {
  return { 'given assets': await readGiven(client, parameters) }
}

async function readGiven(
  client: Client,
  parameters: GatherAssetFactsParameters,
): Promise<CheckFact<readonly GivenAsset[]>> {
  const { upgrade, facts } = parameters
  const { calls, 'old ABI': oldAbi, 'new ABI': newAbi } = facts
  const { 'old verification': was, 'new verification': is } = facts
  if (!calls?.known) return calls ?? notGathered
  if (!newAbi?.known) return newAbi ?? notGathered
  if (!was?.known || !is?.known) return notProved
  const replaced = replacedAddresses({
    upgrade,
    calls: calls.value,
    abis: { old: oldAbi?.known ? oldAbi.value : [], new: newAbi.value },
    verifications: { old: was.value, new: is.value },
  })
  if (replaced.length > mostAddresses) {
    return { known: false, reason: `the upgrade brings ${replaced.length} addresses` }
  }
  const read = Promise.all(replaced.map((one) => readOne(client, parameters, one)))
  const given = await readKnown('what the addresses are', read)
  return given.known ? { ...given, anchor: 'chain' } : given
}

async function readOne(
  client: Client,
  { chainId, blockNumber }: GatherAssetFactsParameters,
  { where, now, old, getter }: ReplacedAddress,
): Promise<GivenAsset> {
  const before =
    old ??
    (getter &&
      (await readAddressGetter(client, {
        chainId,
        address: getter.proxy,
        name: getter.name,
        blockNumber,
      })))
  const assetOf = (address: typeof now) => readAsset(client, { chainId, address, blockNumber })
  return { where, now: await assetOf(now), old: before && (await assetOf(before)) }
}

const notGathered = { known: false, reason: 'the calls and their ABI are not known' } as const
const notProved = { known: false, reason: 'the immutables of both sides are not known' } as const
