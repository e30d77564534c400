import { encodeFunctionData, type Hash, type Hex, pad, zeroAddress } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

/** What no hash gives, so that nobody can have scheduled it: an answer other than *unset* is a lie. */
const nobodysId: Hash = pad('0x5075', { dir: 'right', size: 32 })

const sample: OperationContent = {
  kind: 'single',
  calls: [{ target: zeroAddress, value: 3n, data: '0x0102030405' }],
  predecessor: pad('0x01', { size: 32 }),
  salt: pad('0x02', { size: 32 }),
}

/** The two ids that the sample has, as every generation computes them. */
export const sampleIds = {
  single: hashOperation(sample),
  batch: hashOperation({ ...sample, kind: 'batch' }),
} as const

/** `type(IAccessControl).interfaceId`, which AccessControl tells in the way of ERC-165 since 4.0. */
const accessControlId = '0x7965db0b'

const { predecessor, salt } = sample
const [call] = sample.calls

/** The getters that tell a TimelockController and its generation, by what each is asked for. */
export const detectionProbes = {
  proposerRole: getter('PROPOSER_ROLE'),
  executorRole: getter('EXECUTOR_ROLE'),
  cancellerRole: getter('CANCELLER_ROLE'),
  legacyAdminRole: getter('TIMELOCK_ADMIN_ROLE'),
  minDelay: getter('getMinDelay'),
  singleId: encodeFunctionData({
    abi: timelockAbi,
    functionName: 'hashOperation',
    args: [zeroAddress, 3n, call?.data ?? '0x', predecessor, salt],
  }),
  batchId: encodeFunctionData({
    abi: timelockAbi,
    functionName: 'hashOperationBatch',
    args: [[zeroAddress], [3n], [call?.data ?? '0x'], predecessor, salt],
  }),
  timestamp: ofNobody('getTimestamp'),
  isDone: ofNobody('isOperationDone'),
  isOperation: ofNobody('isOperation'),
  state: ofNobody('getOperationState'),
  proposerAdmin: encodeFunctionData({
    abi: timelockAbi,
    functionName: 'getRoleAdmin',
    args: [timelockRoleIds.proposer],
  }),
  supportsAccessControl: encodeFunctionData({
    abi: timelockAbi,
    functionName: 'supportsInterface',
    args: [accessControlId],
  }),
} as const satisfies Record<string, Hex>

function getter(
  functionName:
    | 'PROPOSER_ROLE'
    | 'EXECUTOR_ROLE'
    | 'CANCELLER_ROLE'
    | 'TIMELOCK_ADMIN_ROLE'
    | 'getMinDelay',
): Hex {
  return encodeFunctionData({ abi: timelockAbi, functionName })
}

function ofNobody(
  functionName: 'getTimestamp' | 'isOperationDone' | 'isOperation' | 'getOperationState',
): Hex {
  return encodeFunctionData({ abi: timelockAbi, functionName, args: [nobodysId] })
}
