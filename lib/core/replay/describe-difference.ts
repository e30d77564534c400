import type { Difference } from './difference'

/** What differs, in a line: what the old code does → what the new one does. */
export function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'output':
      return `returns ${short(difference.before.data)} → ${short(difference.after.data)}`
    case 'event': {
      const { change, address, topics, data } = difference
      return `event ${change}: ${address} ${topics.map(short).join(' ')} ${short(data.data)}`
    }
    case 'storage': {
      const { address, slot, before, after } = difference
      return `storage ${address} ${slot}: ${before} → ${after}`
    }
    case 'ether':
      return `ether of ${difference.address}: ${signed(difference.before)} → ${signed(difference.after)} wei`
    case 'token': {
      const { token, holder, id, before, after } = difference
      const which = id === undefined ? token : `${token} ${id}`
      return `token ${which} of ${holder}: ${signed(before)} → ${signed(after)}`
    }
    case 'nonce':
      return `nonce of ${difference.address}: ${signed(difference.before)} → ${signed(difference.after)}`
    case 'code':
      return `code at ${difference.address}: ${difference.before ?? 'none'} → ${difference.after ?? 'none'}`
  }
}

function short(bytes: string): string {
  return bytes.length > 74 ? `${bytes.slice(0, 74)}…` : bytes
}

function signed(amount: bigint): string {
  return amount > 0n ? `+${amount}` : String(amount)
}
