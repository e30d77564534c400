import { type Abi, type Address, getAddress, type Hex, slice } from 'viem'
import { type CompiledCode, provedCode, type ReviewCode } from '@/lib/actions/review/review-code'
import type { Known } from '@/lib/core/chain/snapshot'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import type { KnownLayout, LayoutsOf } from '@/lib/core/simulation/decode-state-diff'
import { namespaceVariables } from '@/lib/core/simulation/namespace-variables'
import type { AccountDiff, RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { safeLayout, standardSlots, timelockLayout } from '@/lib/core/simulation/standard-layouts'

export type GatherLayoutsParameters = {
  readonly chainId: number
  readonly diff: RawStateDiff
  readonly frames: readonly Pick<CallFrame, 'kind' | 'to' | 'context'>[]
  /** Contracts that are known for what they are. */
  readonly safe: Address | undefined
  readonly timelock: Address | undefined
  /** Code as it stands after the path. */
  readonly codeAt: (address: Address) => Promise<Known<Hex>>
}

/**
 * The layouts with which storage is read: of every contract those of all code that ran in it, proved by compiling its
 * sources, and the standard places.
 */
export async function gatherLayouts(
  reviewCode: ReviewCode,
  { chainId, diff, frames, safe, timelock, codeAt }: GatherLayoutsParameters,
): Promise<(address: Address) => LayoutsOf> {
  const compile = async (address: Address): Promise<Known<CompiledCode>> => {
    const code = await codeAt(address)
    return code.known ? provedCode(await reviewCode({ chainId, address, code: code.value })) : code
  }
  const gathered = new Map<string, LayoutsOf>()
  for (const [key, account] of diff) {
    if (account.storage.size === 0) continue
    const own = knownLayouts(account.address, { safe, timelock })
    const codes = needsSources(account, own) ? codesIn(account, frames) : []
    const compiled = await Promise.all(codes.map(compile))
    const layouts = compiled.flatMap((one) => (one.known ? (layoutOf(one.value) ?? []) : []))
    const missing = compiled.flatMap((one) => (one.known ? [] : [one.reason]))
    gathered.set(key, {
      before: [...layouts, ...own],
      after: [...layouts.toReversed(), ...own],
      problem: missing[0],
    })
  }
  return (address) => gathered.get(address.toLowerCase()) ?? { before: [], after: [] }
}

function knownLayouts(
  address: Address,
  { safe, timelock }: Pick<GatherLayoutsParameters, 'safe' | 'timelock'>,
): KnownLayout[] {
  const is = (one: Address | undefined) => one?.toLowerCase() === address.toLowerCase()
  return [
    ...(is(safe) ? [standard(safeLayout())] : []),
    ...(is(timelock) ? [standard(timelockLayout())] : []),
    standard(standardSlots()),
  ]
}

function standard(layout: KnownLayout['layout']): KnownLayout {
  return { origin: 'standard', layout }
}

/** Compiling takes seconds, and where only standard slots are written there is nothing that it would tell. */
function needsSources({ storage }: AccountDiff, own: readonly KnownLayout[]): boolean {
  if (own.length > 1) return false
  const slots = new Set(standardSlots().variables.map(({ slot }) => slot))
  return [...storage.keys()].some((slot) => !slots.has(BigInt(slot)))
}

/** In the order in which they ran, what stood behind the proxy before in front. */
function codesIn(
  { address, storage }: AccountDiff,
  frames: GatherLayoutsParameters['frames'],
): Address[] {
  const ran = frames.flatMap(({ context, to, kind }) =>
    context && to && kind !== 'SELFDESTRUCT' && context.toLowerCase() === address.toLowerCase()
      ? [getAddress(to)]
      : [],
  )
  const replaced = storage.get(eip1967Slots.implementation)
  const [old, now] = [replaced?.before, replaced?.after].map((word) =>
    word && BigInt(word) !== 0n ? [getAddress(slice(word, 12))] : [],
  )
  return [...new Set([...(old ?? []), ...ran, ...(now ?? [])])]
}

function layoutOf({ contract, model }: CompiledCode): KnownLayout | undefined {
  if (!contract.layout) return undefined
  const namespaces = namespaceVariables(model.namespaces)
  const variables = [...contract.layout.variables, ...namespaces.variables]
  const types = new Map([...contract.layout.types, ...namespaces.types])
  return { origin: 'sources', layout: { variables, types } }
}

/** ABIs of the code that ran, by address. */
export async function gatherRanAbis(
  reviewCode: ReviewCode,
  { chainId, frames, codeAt }: Pick<GatherLayoutsParameters, 'chainId' | 'frames' | 'codeAt'>,
): Promise<Readonly<Record<Address, Abi>>> {
  const addresses = [...new Set(frames.flatMap(({ to }) => to ?? []))]
  const read = await Promise.all(
    addresses.map(async (address) => {
      const code = await codeAt(address)
      const made =
        code.known && code.value !== '0x'
          ? provedCode(await reviewCode({ chainId, address, code: code.value }))
          : undefined
      return made?.known ? [[address, made.value.contract.abi] as const] : []
    }),
  )
  return Object.fromEntries(read.flat())
}
