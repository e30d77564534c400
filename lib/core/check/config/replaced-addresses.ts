import { type Abi, type Address, getAddress, type Hex, hexToBigInt, slice, zeroAddress } from 'viem'
import type { ImmutableValue, Verification } from '@/lib/core/bytecode/verification'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { pairByName } from '@/lib/core/check/bytecode/pair-by-name'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { addressesGiven } from '@/lib/core/check/initializer/addresses-given'
import { callsOnProxies } from '@/lib/core/check/initializer/initializer-calls'

/** An address that an upgrade brings, and where the one that it replaces is found. */
export type ReplacedAddress = {
  readonly where: string
  readonly now: Address
  /** Of an immutable. */
  readonly old?: Address | undefined
  /** Of an argument: the getter of the proxy that tells what is there now. */
  readonly getter?: { readonly proxy: Address; readonly name: string } | undefined
}

export type ReplacedAddressesParameters = {
  readonly upgrade: ReviewedUpgrade
  readonly calls: readonly DecodedCall[]
  readonly abis: { readonly old: Abi; readonly new: Abi }
  readonly verifications?: { readonly old: Verification; readonly new: Verification } | undefined
}

/** The addresses that an upgrade writes: into the code as immutables, into the storage as arguments of its calls. */
export function replacedAddresses(parameters: ReplacedAddressesParameters): ReplacedAddress[] {
  return [...amongImmutables(parameters), ...amongArguments(parameters)].filter(
    ({ now }) => now !== zeroAddress,
  )
}

function amongImmutables({
  upgrade,
  verifications,
}: ReplacedAddressesParameters): ReplacedAddress[] {
  if (!verifications) return []
  const { old, new: now } = verifications
  if (old.match === 'mismatch' || now.match === 'mismatch') return []
  const pairs = pairByName({
    from: old.immutables,
    to: now.immutables,
    nameOf: ({ name }) => name,
    ownerOf: ({ contract }) => contract,
  })
  return pairs.flatMap(({ was, now: is }) => {
    const address = is && addressIn(is)
    // The address of the code itself is no parameter.
    if (!is || !address || address === getAddress(upgrade.to)) return []
    return [{ where: `${is.contract}.${is.name}`, now: address, old: was && addressIn(was) }]
  })
}

function addressIn({ type, value }: ImmutableValue): Address | undefined {
  const isAddress = /^(address( payable)?|contract .*)$/.test(type)
  return isAddress && hexToBigInt(value) < 2n ** 160n ? getAddress(slice(value, 12)) : undefined
}

function amongArguments({ upgrade, calls, abis }: ReplacedAddressesParameters): ReplacedAddress[] {
  return callsOnProxies(upgrade, calls).flatMap(({ where, proxy, data }) => {
    const given = addressesGiven({ abi: abis.new, data })
    return (given?.addresses ?? []).map(({ name, value }) => {
      const getter = getterOf(name, abis.old)
      return {
        where: `${where} › ${name || 'address'}`,
        now: getAddress(value as Hex),
        getter: getter === undefined ? undefined : { proxy, name: getter },
      }
    })
  })
}

/** `newOracle`, `oracle_` and `_oracle` replace what `oracle()` answers. */
function getterOf(argument: string, abi: Abi): string | undefined {
  const plain = argument.replace(/^_+|_+$/g, '')
  const [, first = '', rest = ''] = /^new([A-Z])(.*)$/.exec(plain) ?? []
  const names = [plain, `${first.toLowerCase()}${rest}`]
  const getter = abi.find(
    (item) =>
      item.type === 'function' &&
      names.includes(item.name) &&
      item.inputs.length === 0 &&
      item.outputs.length === 1 &&
      item.outputs[0]?.type === 'address',
  )
  return getter?.type === 'function' ? getter.name : undefined
}
