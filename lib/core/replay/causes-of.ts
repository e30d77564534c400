import { type Hex, numberToHex } from 'viem'
import type { Difference } from './difference'
import type { ReplayResult } from './replay-result'

/** Slots beyond are hashes: of mappings, arrays and namespaces, each user's another one. */
const declaredSlots = 2n ** 32n

/**
 * What a difference comes from, in one line that is the same for every transaction in which the same thing differs: the
 * event and its contract, the variable's slot, the token, the reason of a revert. Amounts and users are not in it.
 */
export function causeOf(difference: Difference): string {
  switch (difference.kind) {
    case 'output':
      return 'returns something else'
    case 'event': {
      const { change, address, topics } = difference
      return `event ${topics[0] ?? 'without a topic'} of ${address} is ${change}`
    }
    case 'storage': {
      const { address, slot } = difference
      return `writes ${slotName(slot)} of ${address} otherwise`
    }
    case 'ether':
      return 'moves other ether'
    case 'token':
      return `moves other amounts of ${difference.token}`
    case 'nonce':
      return `${difference.address} creates another number of contracts`
    case 'code':
      return `leaves other code at ${difference.address}`
  }
}

function slotName(slot: Hex): string {
  const number = BigInt(slot)
  return number < declaredSlots ? `slot ${numberToHex(number)}` : 'hashed slots'
}

/** What a result comes from as a whole: by it results are grouped. Empty where nothing differs. */
export function causesOf({ outcome, before, after, differences }: ReplayResult): string[] {
  if (outcome === 'newly reverts') return [`reverts with ${revertName(after?.revert)}`]
  if (outcome === 'newly succeeds') return [`reverted with ${revertName(before?.revert)}`]
  if (outcome !== 'different') return []
  return [...new Set(differences.map(causeOf))].toSorted()
}

/** Of errors with arguments only the selector: the arguments are the user's. Of `Error(string)` all of it. */
function revertName(revert: NonNullable<ReplayResult['after']>['revert']): string {
  if (!revert) return 'nothing'
  const { data, error } = revert
  if (data.size === 0) return `no data (${error})`
  const isText = data.data.startsWith('0x08c379a0') || data.data.startsWith('0x4e487b71')
  return isText ? data.data : data.data.slice(0, 10)
}
