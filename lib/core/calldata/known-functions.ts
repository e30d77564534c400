import { type Abi, type AbiFunction, type Hex, toFunctionSelector, toFunctionSignature } from 'viem'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { commonFunctionsAbi } from '@/lib/core/abi/common-functions-abi'
import { diamondAbi } from '@/lib/core/abi/diamond-abi'
import { governanceAbi } from '@/lib/core/abi/governance-abi'
import { multiSendAbi } from '@/lib/core/abi/multi-send-abi'
import { multicallAbi } from '@/lib/core/abi/multicall-abi'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { transparentProxyAbi } from '@/lib/core/abi/transparent-proxy-abi'
import { uupsAbi } from '@/lib/core/abi/uups-abi'

/** Functions by selector. Two signatures can share one. */
export type FunctionsBySelector = ReadonlyMap<Hex, readonly AbiFunction[]>

/** Files the functions of ABIs under their selectors, each signature once. A malformed entry is left out. */
export function indexFunctions(abis: readonly Abi[]): FunctionsBySelector {
  const bySelector = new Map<Hex, AbiFunction[]>()
  for (const item of abis.flat()) {
    if (item.type === 'function') fileFunction(item, bySelector)
  }
  return bySelector
}

function fileFunction(item: AbiFunction, bySelector: Map<Hex, AbiFunction[]>): void {
  const selector = selectorOf(item)
  if (selector === undefined) return
  const filed = bySelector.get(selector) ?? []
  const signature = toFunctionSignature(item)
  if (filed.some((other) => toFunctionSignature(other) === signature)) return
  bySelector.set(selector, [...filed, item])
}

/** ABIs given per address come from outside and may name types that do not exist. */
function selectorOf(item: AbiFunction): Hex | undefined {
  try {
    return toFunctionSelector(item)
  } catch {
    return undefined
  }
}

let known: FunctionsBySelector | undefined

/** The functions we know by heart: Safe, timelock, proxies, governance, multicall and the common standards. */
export function knownFunctions(): FunctionsBySelector {
  // Built on first use: hashing some 160 signatures is not for the first paint.
  known ??= indexFunctions([
    safeAbi,
    multiSendAbi,
    timelockAbi,
    proxyAdminAbi,
    uupsAbi,
    beaconAbi,
    transparentProxyAbi,
    diamondAbi,
    multicallAbi,
    governanceAbi,
    commonFunctionsAbi,
  ])
  return known
}
