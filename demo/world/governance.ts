import type { Address, Hash } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { cast, castAddress } from './cast'
import { executeSafeTransaction } from './execute-safe-transaction'
import { type Harbor, minDelay } from './harbor'

export type OperationAt = { timelock: Address; operation: OperationContent }

/** The council schedules an operation with two signatures; returns the safeTxHash. */
export function scheduleOperation(
  client: AnvilClient,
  harbor: Harbor,
  { timelock, operation, delay = minDelay }: OperationAt & { delay?: bigint | undefined },
): Promise<Hash> {
  const data = encodeSchedule({ ...operation, delay })
  return executeSafeTransaction(client, {
    safe: harbor.council,
    call: { target: timelock, value: 0n, data },
  })
}

/** Executes a ready operation: anybody where the role is open, else the council. */
export async function executeOperation(
  client: AnvilClient,
  harbor: Harbor,
  { timelock, operation }: OperationAt,
): Promise<void> {
  const data = encodeExecute(operation)
  if (timelock === harbor.vaultsTimelock) {
    await sendTransaction(client, { from: castAddress(cast.keeper), to: timelock, data })
    return
  }
  await executeSafeTransaction(client, {
    safe: harbor.council,
    call: { target: timelock, value: 0n, data },
  })
}

/** The guardian cancels a waiting operation. */
export async function cancelOperation(
  client: AnvilClient,
  harbor: Harbor,
  { timelock, id }: { timelock: Address; id: Hash },
): Promise<void> {
  const call = { target: timelock, value: 0n, data: encodeCancel({ id }) }
  await executeSafeTransaction(client, { safe: harbor.guardian, call })
}
