import { type Hex, isHex, BaseError as ViemError } from 'viem'

/** The revert data inside an error of viem. Nodes put it into `data` of the JSON-RPC error, some one level deeper. */
export function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof ViemError)) return undefined
  const holder = error.walk((e) => e !== null && typeof e === 'object' && 'data' in e)
  const data = holder && 'data' in holder ? holder.data : undefined
  const inner = typeof data === 'object' && data !== null && 'data' in data ? data.data : data
  return isHex(inner) && inner.length % 2 === 0 ? inner : undefined
}
