import { type Address, type Client, type Hex, isAddressEqual } from 'viem'
import { call } from 'viem/actions'
import { findSingleKeys } from '@/lib/actions/timelock/find-single-keys'
import { readAdminBadges } from '@/lib/actions/timelock/read-admin-badges'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import { revertData } from '@/lib/adapters/rpc/revert-data'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Known } from '@/lib/core/chain/snapshot'
import { decodeTimelockLog } from '@/lib/core/timelock/decode-timelock-log'
import { foldRoles } from '@/lib/core/timelock/fold-roles'
import { keyBadges } from '@/lib/core/timelock/kind/key-badges'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import {
  executionProbe,
  readExecutionProbe,
} from '@/lib/core/timelock/openzeppelin/execution-probe'
import { foldSettings } from '@/lib/core/timelock/openzeppelin/fold-settings'
import type { Told } from '@/lib/core/timelock/openzeppelin/generations'
import { refineOpenzeppelin } from '@/lib/core/timelock/openzeppelin/refine-openzeppelin'
import type { RoleLog } from '@/lib/core/timelock/timelock-log'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

export type RefineTimelockParameters = {
  readonly timelock: ChainAddress
  readonly detection: TimelockDetection
  /** The events of its roles and delays, from its deployment on. */
  readonly logs: readonly RawLog[]
  /** Everything is read at this block. */
  readonly blockNumber: bigint
}

/**
 * Adds to what the code of a TimelockController tells what its history, its roles and a trial execution tell; to other kinds
 * what follows from who administers them. Never throws: what cannot be read is told as unknown.
 */
export async function refineTimelock(
  client: Client,
  parameters: RefineTimelockParameters,
): Promise<TimelockDetection> {
  const { timelock, detection, logs, blockNumber } = parameters
  if (detection.kind !== 'openzeppelin') {
    const badges = await readAdminBadges(client, parameters)
    return { ...detection, badges: [...detection.badges, ...badges] }
  }
  const claimed = foldRoles(logs.flatMap(roleLogIn))
  const read = readTimelock(client, { timelock, blockNumber, claimed })
  const state = await readKnown('the roles', read)
  const roles: Known<TimelockState['roles']> = state.known
    ? { known: true, value: state.value.roles }
    : state
  const refined = refineOpenzeppelin({
    timelock: timelock.address,
    detection,
    settings: foldSettings(logs),
    roles,
    checksBeforeCalls: await tryExecution(client, { timelock, roles, blockNumber }),
  })
  const accounts = roles.known ? roles.value.proposer.holders : []
  const { chainId } = timelock
  const keys = await findSingleKeys(client, { chainId, accounts, blockNumber })
  return { ...refined, badges: [...refined.badges, ...keyBadges({ keys, does: 'schedules' })] }
}

function roleLogIn(log: RawLog): RoleLog[] {
  const event = decodeTimelockLog(log)
  return event && 'role' in event.args ? [event as RoleLog] : []
}

/** Whoever asks where everybody may. */
const anybody: Address = '0x00000000000000000000000000000000000a11ce'

async function tryExecution(
  client: Client,
  {
    timelock,
    roles,
    blockNumber,
  }: { timelock: ChainAddress; roles: Known<TimelockState['roles']>; blockNumber: bigint },
): Promise<Told> {
  if (!roles.known) return 'unknown'
  const { open, holders } = roles.value.executor
  const others = holders.filter((holder) => !isAddressEqual(holder, timelock.address))
  const account = open ? anybody : others[0]
  if (account === undefined) return 'unknown'
  const { target, data } = executionProbe(timelock.address)
  const reverted = await call(client, { account, to: target, data, blockNumber }).then(
    (): Hex | undefined => undefined,
    revertData,
  )
  return readExecutionProbe(reverted)
}
