import type { Address, Hash, Hex } from 'viem'
import type { LogPosition } from '@/lib/core/chain/log-position'

type Positioned<TName extends string, TArgs> = {
  readonly eventName: TName
  readonly args: Readonly<TArgs>
  readonly position: LogPosition
}

/** The events of a timelock from which its operations are folded. `value` in wei, `delay` in seconds. */
export type OperationLog =
  | Positioned<
      'CallScheduled',
      {
        id: Hash
        index: bigint
        target: Address
        value: bigint
        data: Hex
        predecessor: Hash
        delay: bigint
      }
    >
  /** What it has called stands in what was scheduled. */
  | Positioned<'CallExecuted', { id: Hash }>
  | Positioned<'CallSalt', { id: Hash; salt: Hash }>
  | Positioned<'Cancelled', { id: Hash }>

/** The events from which the holders of its roles are folded. */
export type RoleLog =
  | Positioned<'RoleGranted' | 'RoleRevoked', { role: Hash; account: Address; sender: Address }>
  | Positioned<'RoleAdminChanged', { role: Hash; previousAdminRole: Hash; newAdminRole: Hash }>

/** The minimum delay as it changed, in seconds. */
export type DelayLog = Positioned<'MinDelayChange', { oldDuration: bigint; newDuration: bigint }>

/** The events of one timelock in the order of the chain, each once however often it was delivered. */
export function inChainOrder<TLog extends { readonly position: LogPosition }>(
  logs: readonly TLog[],
): readonly TLog[] {
  if (isInChainOrder(logs)) return logs
  const unique = new Map(
    logs.map((log) => [`${log.position.blockHash}:${log.position.logIndex}`, log]),
  )
  return [...unique.values()].sort(
    (a, b) =>
      Number(a.position.blockNumber - b.position.blockNumber) ||
      a.position.logIndex - b.position.logIndex,
  )
}

/** As they mostly come: each after the one before, so that none is there twice. */
function isInChainOrder(logs: readonly { readonly position: LogPosition }[]): boolean {
  for (let at = 1; at < logs.length; at++) {
    const [a, b] = [logs[at - 1]?.position, logs[at]?.position]
    if (!a || !b || a.blockNumber > b.blockNumber) return false
    if (a.blockNumber === b.blockNumber && a.logIndex >= b.logIndex) return false
  }
  return true
}
