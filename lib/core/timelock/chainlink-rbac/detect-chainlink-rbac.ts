import { encodeFunctionData, type Hex, zeroHash } from 'viem'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { adminRole, bypasserRole } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-roles'
import { hashCallBatch } from '@/lib/core/timelock/chainlink-rbac/hash-call-batch'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import { canBeUpgraded, commonBadges } from '@/lib/core/timelock/kind/common-badges'
import { answersDecoy, decoyProbe } from '@/lib/core/timelock/kind/decoy-probe'
import { readHash, readUint } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

const nothing = { calls: [], predecessor: zeroHash, salt: zeroHash }
const membersOf = (role: Hex) =>
  encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'getRoleMemberCount', args: [role] })

/** In the order in which `detectChainlinkRbac` reads the answers. */
export const chainlinkRbacProbes: readonly Hex[] = [
  encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'getMinDelay' }),
  encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'BYPASSER_ROLE' }),
  encodeFunctionData({
    abi: chainlinkRbacAbi,
    functionName: 'hashOperationBatch',
    args: [nothing.calls, nothing.predecessor, nothing.salt],
  }),
  encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'getTimestamp', args: [zeroHash] }),
  encodeFunctionData({ abi: chainlinkRbacAbi, functionName: 'getBlockedFunctionSelectorCount' }),
  membersOf(bypasserRole),
  membersOf(adminRole),
  decoyProbe,
]

/** Whether a contract answers as an RBACTimelock does; undefined where it does not. */
export function detectChainlinkRbac({
  answers,
  behind,
}: {
  answers: readonly Answer[]
  behind?: CodeBehind | undefined
}): TimelockDetection | undefined {
  const minDelay = readUint(answers[0], 64)
  const blocked = readUint(answers[4], 64)
  const isTimelock =
    minDelay !== undefined &&
    readHash(answers[1]) === bypasserRole &&
    readHash(answers[2]) === hashCallBatch(nothing) &&
    readUint(answers[3], 256) !== undefined &&
    blocked !== undefined &&
    !answersDecoy(answers[7])
  if (!isTimelock) return undefined
  return {
    kind: 'chainlink-rbac',
    generation: 'RBACTimelock',
    minDelay,
    badges: [
      ...commonBadges({ delay: minDelay, isUpgradeable: canBeUpgraded(behind) }),
      ...bypassBadges(readUint(answers[5], 64), readUint(answers[6], 64)),
      gasBadge,
      ...blockedBadges(blocked),
    ],
  }
}

function bypassBadges(
  bypassers: bigint | undefined,
  admins: bigint | undefined,
): readonly TimelockBadge[] {
  if (bypassers === 0n && admins === 0n) return []
  const count = (members: bigint | undefined, one: string) =>
    `${members ?? 'an unknown number of'} ${members === 1n ? one : `${one}s`}`
  return [
    {
      id: 'delay-can-be-bypassed',
      severity: 'high',
      title: 'Bypassers and admins make any call at once.',
      detail: `bypasserExecuteBatch knows neither the delay nor blocked functions. It has ${count(bypassers, 'bypasser')} and ${count(admins, 'admin')}; only an admin that is the timelock itself has to wait.`,
    },
  ]
}

const gasBadge: TimelockBadge = {
  id: 'executor-chooses-gas',
  severity: 'low',
  title: 'Who executes chooses the gas.',
  detail:
    'A call that goes on where a call of its own ran out of gas can be made to do less than it should. Look for such calls among what waits.',
}

function blockedBadges(blocked: bigint): readonly TimelockBadge[] {
  if (blocked === 0n) return []
  return [
    {
      id: 'functions-blocked',
      severity: 'good',
      title: `${blocked === 1n ? '1 function' : `${blocked} functions`} cannot be scheduled.`,
      detail:
        'It refuses to schedule calls with these selectors, whatever the target. What was scheduled before a selector was blocked can still be executed, and bypassers are not held.',
    },
  ]
}
