import type { Address, Hex } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { knownFunctions } from '@/lib/core/calldata/known-functions'
import { shortAddress } from '@/lib/core/chain/short-address'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

export type TitledOperation = {
  readonly targets: readonly Address[]
  readonly selectors: readonly Hex[]
  /** How many calls it makes; the number of targets where that is not known. */
  readonly calls?: number | undefined
  /** Of the first call, where the timelock was told it. */
  readonly signature?: string | undefined
  /** It is known to make none. */
  readonly isEmpty?: boolean | undefined
}

/** What names an operation of a list, or of its page. */
export function titled({
  targets,
  selectors,
  calls,
  operation,
}: Pick<ListedOperation, 'targets' | 'selectors' | 'calls' | 'operation'>): TitledOperation {
  const isEmpty = operation?.origin === 'calls'
  return { targets, selectors, calls, signature: operation?.calls[0]?.signature, isEmpty }
}

/**
 * A name for an operation that nobody has named: its first call, and how many follow. A selector that several functions
 * have is shown as it is.
 */
export function operationTitle(
  { targets, selectors, calls = targets.length, signature, isEmpty }: TitledOperation,
  labels?: AddressLabels | undefined,
): string {
  const [target] = targets
  const [selector] = selectors
  if (isEmpty) return 'Batch without calls'
  if (!target || selector === undefined) return 'No call is known'
  const on = configuredLabelOf(labels, target) ?? shortAddress(target)
  const told = signature && /^\w+(?=\()/.exec(signature)?.[0]
  const first =
    selector === '0x' ? `transfer to ${on}` : `${told || functionName(selector)} on ${on}`
  if (calls <= 1) return first
  return `${first} and ${calls === 2 ? '1 more call' : `${calls - 1} more calls`}`
}

/** The name of the one function known for a selector; else the selector. */
function functionName(selector: Hex): string {
  const names = new Set((knownFunctions().get(selector) ?? []).map(({ name }) => name))
  const [name] = names
  return name !== undefined && names.size === 1 ? name : selector
}
