import {
  type Abi,
  type AbiFunction,
  type Address,
  type Hex,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'
import { type DescribedFunction, describedFunctions, isBoundTo } from './describes'
import type { Descriptor } from './descriptor'

/** What a patch does to one deployment, as far as its descriptors are concerned. */
export type DescribedUpgrade = {
  readonly chainId: number
  readonly proxies: readonly Address[]
  readonly from: Implemented | undefined
  readonly to: Implemented
}

/** Code behind a proxy. Without its ABI nobody can say what became of a function. */
export type Implemented = { readonly address: Address; readonly abi: Abi | undefined }

/** What became of a function that a descriptor describes. */
export type StaleFunction = {
  /** As the descriptor has it. */
  readonly key: string
  readonly selector: Hex
  /**
   * - `removed`: the new code does not answer it.
   * - `parameters-changed`: a function of that name now takes others, under another selector.
   * - `renamed`: a new one takes the same parameters and may be its successor.
   * - `names-changed`: the same selector; the names of parameters are others, and with them perhaps their meaning.
   */
  readonly change: 'removed' | 'parameters-changed' | 'renamed' | 'names-changed'
  /** What stands in the new code instead. */
  readonly now?: string | undefined
}

export type DescriptorStanding = {
  readonly descriptor: Descriptor
  readonly proxy: Address
  /**
   * - `stale`: functions that it describes are gone or changed; devices show what is no longer so, or nothing.
   * - `unbound`: it names the old code, not the proxy, so that devices no longer find it.
   * - `unknown`: an ABI is not known, or it describes messages, whose types no ABI tells.
   * - `intact`: all it describes is as it was.
   */
  readonly standing: 'stale' | 'unbound' | 'unknown' | 'intact'
  readonly functions: readonly StaleFunction[]
  /** Functions new with this patch that it does not describe: devices sign them blindly. */
  readonly undescribed: readonly string[]
  readonly reason?: string | undefined
}

/**
 * What a patch makes of the descriptors that are known for the contracts it changes. A descriptor is bound to chain,
 * address and selectors, so that a new ABI behind the same proxy makes it wrong without anybody touching it.
 *
 * @returns One entry for each descriptor and proxy that it is for; none for contracts that the patch leaves alone.
 */
export function staleDescriptors({
  descriptors,
  upgrades,
}: {
  readonly descriptors: readonly Descriptor[]
  readonly upgrades: readonly DescribedUpgrade[]
}): DescriptorStanding[] {
  return upgrades.flatMap((upgrade) =>
    upgrade.proxies.flatMap((proxy) =>
      descriptors.flatMap((descriptor) => {
        const standing = standingOf(descriptor, upgrade, proxy)
        return standing ? [{ descriptor, proxy, ...standing }] : []
      }),
    ),
  )
}

type Standing = Omit<DescriptorStanding, 'descriptor' | 'proxy'>

function standingOf(
  descriptor: Descriptor,
  { chainId, from, to }: DescribedUpgrade,
  proxy: Address,
): Standing | undefined {
  const isFor = (address: Address) => isBoundTo(descriptor, { chainId, address })
  const ofCode = from !== undefined && isFor(from.address)
  if (!isFor(proxy) && !ofCode) return undefined
  const nothing = { functions: [], undescribed: [] }
  if (!isFor(proxy) && !isFor(to.address)) {
    const reason = `It is for the code ${from?.address}, which the proxy no longer points to.`
    return { standing: 'unbound', ...nothing, reason }
  }
  if (descriptor.context === 'eip712') {
    const reason = 'It describes messages: whether the new code still takes them, no ABI tells.'
    return { standing: 'unknown', ...nothing, reason }
  }
  if (!to.abi) {
    return { standing: 'unknown', ...nothing, reason: 'The ABI of the new code is not known.' }
  }
  return compare(descriptor, from?.abi, to.abi)
}

function compare(descriptor: Descriptor, before: Abi | undefined, after: Abi): Standing {
  const now = functionsOf(after)
  const old = before && new Set(functionsOf(before).map(toFunctionSelector))
  const described = describedFunctions(descriptor)
  const known = new Set(described.map(({ selector }) => selector))
  const added = old ? now.filter((item) => !old.has(toFunctionSelector(item))) : []
  const functions = described.flatMap((one) => changeOf(one, { now, old, added }))
  const isStale = functions.some(({ change }) => change !== 'names-changed')
  const undescribed = added
    .filter((item) => !isReading(item) && !known.has(toFunctionSelector(item)))
    .map((item) => toFunctionSignature(item))
  const unread = descriptor.formats.length - described.length
  if (!isStale && (unread > 0 || descriptor.includes !== undefined)) {
    const reason = descriptor.includes
      ? 'It includes another file, which is not known here.'
      : `${unread} of its keys name no function.`
    return { standing: 'unknown', functions, undescribed, reason }
  }
  return { standing: functions.length > 0 ? 'stale' : 'intact', functions, undescribed }
}

function changeOf(
  { format: { key }, item, selector }: DescribedFunction,
  code: {
    readonly now: readonly AbiFunction[]
    readonly old: ReadonlySet<Hex> | undefined
    readonly added: readonly AbiFunction[]
  },
): StaleFunction[] {
  const same = code.now.find((other) => toFunctionSelector(other) === selector)
  if (same) {
    const names = namesOf(same)
    // Of parameters without names nobody can say that they mean something else.
    if (names.includes('') || names.join() === namesOf(item).join()) return []
    return [{ key, selector, change: 'names-changed', now: spell(same) }]
  }
  // What the old code did not answer either was stale before this patch.
  if (code.old && !code.old.has(selector)) return []
  const namesake = code.now.find(({ name }) => name === item.name)
  if (namesake) return [{ key, selector, change: 'parameters-changed', now: spell(namesake) }]
  const heir = code.added.find(
    (other) => item.inputs.length > 0 && typesOf(other) === typesOf(item) && !isReading(other),
  )
  if (heir) return [{ key, selector, change: 'renamed', now: spell(heir) }]
  return [{ key, selector, change: 'removed' }]
}

function functionsOf(abi: Abi): AbiFunction[] {
  return abi.filter((item): item is AbiFunction => item.type === 'function')
}

function isReading({ stateMutability }: AbiFunction): boolean {
  return stateMutability === 'view' || stateMutability === 'pure'
}

function namesOf({ inputs }: AbiFunction): string[] {
  return inputs.map(({ name = '' }) => name)
}

function typesOf(item: AbiFunction): string {
  return toFunctionSignature(item).slice(item.name.length)
}

/** With the names of the parameters, as descriptors have it. */
function spell({ name, inputs }: AbiFunction): string {
  return `${name}(${inputs.map(({ type, name: own }) => [type, own].filter(Boolean).join(' ')).join(',')})`
}
