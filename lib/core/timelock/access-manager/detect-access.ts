import { encodeFunctionData, type Hex, zeroAddress, zeroHash } from 'viem'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { hashScheduledCall } from '@/lib/core/timelock/access-manager/hash-scheduled-call'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import { canBeUpgraded, commonBadges } from '@/lib/core/timelock/kind/common-badges'
import { answersDecoy, decoyProbe } from '@/lib/core/timelock/kind/decoy-probe'
import { readHash, readUint } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

const nothing = { caller: zeroAddress, target: zeroAddress, data: '0x' } as const

/** In the order in which `detectAccessManager` reads the answers. */
export const accessManagerProbes: readonly Hex[] = [
  encodeFunctionData({ abi: accessManagerAbi, functionName: 'expiration' }),
  encodeFunctionData({ abi: accessManagerAbi, functionName: 'minSetback' }),
  encodeFunctionData({ abi: accessManagerAbi, functionName: 'ADMIN_ROLE' }),
  encodeFunctionData({ abi: accessManagerAbi, functionName: 'PUBLIC_ROLE' }),
  encodeFunctionData({ abi: accessManagerAbi, functionName: 'getNonce', args: [zeroHash] }),
  encodeFunctionData({ abi: accessManagerAbi, functionName: 'getSchedule', args: [zeroHash] }),
  encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'hashOperation',
    args: [nothing.caller, nothing.target, nothing.data],
  }),
  decoyProbe,
]

/** Whether a contract answers as an AccessManager does; undefined where it does not. */
export function detectAccessManager({
  code,
  answers,
  behind,
}: {
  code: Hex
  answers: readonly Answer[]
  behind?: CodeBehind | undefined
}): TimelockDetection | undefined {
  const expiration = readUint(answers[0], 32)
  const isManager =
    expiration !== undefined &&
    readUint(answers[1], 32) !== undefined &&
    readUint(answers[2], 64) === 0n &&
    readUint(answers[3], 64) === 2n ** 64n - 1n &&
    readUint(answers[4], 32) !== undefined &&
    readUint(answers[5], 48) !== undefined &&
    readHash(answers[6]) === hashScheduledCall(nothing) &&
    !answersDecoy(answers[7])
  if (!isManager) return undefined
  return {
    kind: 'access-manager',
    generation: generationOf(behind?.code ?? code),
    gracePeriod: expiration > 0n ? expiration - 1n : 0n,
    badges: [...commonBadges({ isUpgradeable: canBeUpgraded(behind) }), delayOfEachMember],
  }
}

const delayOfEachMember: TimelockBadge = {
  id: 'delay-of-each-member',
  severity: 'medium',
  title: 'Each member of a role has a delay of its own, and it can be zero.',
  detail:
    'Who holds a role without a delay calls at once and schedules nothing, so that the queue shows only a part of what its members may do. The role events tell the delay of each member.',
}

/** Selectors of errors that only one generation reverts with, without their trailing zero bits, as compilers push them. */
const lockedAccount = 'b40d179'
const lockedFunction = '7a3a2725'

function generationOf(code: Hex): string {
  if (code.includes(lockedAccount)) return '5.0'
  if (code.includes(lockedFunction)) return 'later than 5.5'
  return '5.x'
}
