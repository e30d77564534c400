import { type Hex, isHex, BaseError as ViemError } from 'viem'

/** The revert data inside an error of viem. Nodes put it into `data` of the JSON-RPC error, some one level deeper. */
export function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof ViemError)) return undefined
  // Some errors on the way hold it decoded, or not at all: the first that holds bytes counts.
  return dataOf(error.walk((each) => dataOf(each) !== undefined))
}

function dataOf(error: unknown): Hex | undefined {
  const data = memberOf(error)
  const inner = isHex(data) ? data : memberOf(data)
  return isHex(inner) && inner.length % 2 === 0 ? inner : undefined
}

function memberOf(holder: unknown): unknown {
  return typeof holder === 'object' && holder !== null && 'data' in holder ? holder.data : undefined
}
