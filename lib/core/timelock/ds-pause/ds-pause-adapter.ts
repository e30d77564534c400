import { encodeFunctionData } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { noteTopics } from '@/lib/core/timelock/ds-pause/decode-note'
import { detectDsPause, dsPauseProbes } from '@/lib/core/timelock/ds-pause/detect-ds-pause'
import { dsPauseAbi } from '@/lib/core/timelock/ds-pause/ds-pause-abi'
import { foldDsPauseSettings } from '@/lib/core/timelock/ds-pause/fold-ds-pause-settings'
import { decodePlanNote, foldPlan } from '@/lib/core/timelock/ds-pause/fold-plan'
import { hashPlan, planOfOperation } from '@/lib/core/timelock/ds-pause/plan'
import { readPlan } from '@/lib/core/timelock/ds-pause/read-plan'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { asksOffice } from '@/lib/core/timelock/kind/role-questions'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Maker's DSPause. A plan runs foreign code as its proxy, which is the account that has the power; anyone executes, and who is
 * authorised plots and drops.
 */
export const dsPauseAdapter: TimelockAdapter = {
  kind: 'ds-pause',
  probes: dsPauseProbes,
  detect: detectDsPause,
  topics: [...noteTopics, ...eventTopics(dsPauseAbi)],
  operationIdOf: (log) => {
    const note = decodePlanNote(log)
    return note && hashPlan(note.plan)
  },
  fold: foldPlan,
  foldSettings: foldDsPauseSettings,
  askRole: (claim) => asksOffice({ owner: 'owner', authority: 'authority' }, claim),
  questions: ({ timelock, id }) => [
    {
      target: timelock.address,
      value: 0n,
      data: encodeFunctionData({ abi: dsPauseAbi, functionName: 'plans', args: [id] }),
    },
  ],
  codesAsked: ({ calls }) => calls.map(({ target }) => target),
  readStanding: readPlan,
  encodeExecute: (operation) => encode(operation, 'exec'),
  encodeCancel: (operation) => encode(operation, 'drop'),
}

function encode(operation: QueuedOperation, functionName: 'exec' | 'drop'): Call | undefined {
  const plan = planOfOperation(operation)
  if (plan === undefined) return undefined
  const { usr, tag, fax, eta } = plan
  const data = encodeFunctionData({ abi: dsPauseAbi, functionName, args: [usr, tag, fax, eta] })
  return { target: operation.timelock.address, value: 0n, data }
}
