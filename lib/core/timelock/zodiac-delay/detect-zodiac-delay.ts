import { encodeFunctionData, type Hex, toEventSelector, zeroAddress } from 'viem'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import { canBeUpgraded, commonBadges } from '@/lib/core/timelock/kind/common-badges'
import { answersDecoy, decoyProbe } from '@/lib/core/timelock/kind/decoy-probe'
import { readAddress, readHash, readUint, readWord } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockBadge, TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { hashModuleTransaction } from '@/lib/core/timelock/zodiac-delay/hash-module-transaction'
import { zodiacDelayAbi } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-abi'

const getters = [
  'txCooldown',
  'txExpiration',
  'txNonce',
  'queueNonce',
  'avatar',
  'target',
  'owner',
] as const

/** In the order in which `detectZodiacDelay` reads the answers. */
export const zodiacDelayProbes: readonly Hex[] = [
  ...getters.map((functionName) => encodeFunctionData({ abi: zodiacDelayAbi, functionName })),
  encodeFunctionData({
    abi: zodiacDelayAbi,
    functionName: 'getTransactionHash',
    args: [zeroAddress, 0n, '0x', 0],
  }),
  decoyProbe,
]

/** Whether a contract answers as a Delay does; undefined where it does not. */
export function detectZodiacDelay({
  code,
  answers,
  behind,
}: {
  code: Hex
  answers: readonly Answer[]
  behind?: CodeBehind | undefined
}): TimelockDetection | undefined {
  // Its owner may set any period: one that no clock reaches stops the queue.
  const [cooldown, expiration] = answers.slice(0, 2).map(readWord)
  const [next, end] = answers.slice(2, 4).map((a) => readUint(a, 64))
  const [avatar, target, owner] = answers.slice(4, 7).map(readAddress)
  const isDelay =
    cooldown !== undefined &&
    expiration !== undefined &&
    next !== undefined &&
    end !== undefined &&
    next <= end &&
    avatar !== undefined &&
    target !== undefined &&
    owner !== undefined &&
    readHash(answers[7]) ===
      hashModuleTransaction({ target: zeroAddress, value: 0n, data: '0x' }) &&
    !answersDecoy(answers[8])
  if (!isDelay) return undefined
  return {
    kind: 'zodiac-delay',
    generation: generationOf(behind?.code ?? code),
    minDelay: cooldown,
    ...(expiration > 0n && { gracePeriod: expiration }),
    badges: [
      ...commonBadges({ delay: cooldown, isUpgradeable: canBeUpgraded(behind) }),
      ownerBadge(owner === avatar),
      silentBadge,
    ],
  }
}

function ownerBadge(isAvatar: boolean): TimelockBadge {
  const who = isAvatar ? 'The account that it guards' : 'Its owner'
  return {
    id: 'owner-acts-at-once',
    severity: isAvatar ? 'low' : 'high',
    title: `${who} can shorten the cooldown and skip what waits, at once.`,
    detail:
      'Cooldown, expiration and the next nonce are set without any delay, and hold for what waits already.',
  }
}

const silentBadge: TimelockBadge = {
  id: 'executions-are-silent',
  severity: 'low',
  title: 'It does not tell whether what is over was executed or skipped.',
  detail:
    'It emits no event for either. The account that it guards may tell of an execution; the order in which it can happen is first in, first out.',
}

function generationOf(code: Hex): string {
  const tells = (event: string) => code.includes(toEventSelector(event).slice(2))
  if (tells('TxNonceSet(uint256)')) return '1.1'
  // Behind a proxy there is nothing to tell it by.
  const isWhole = tells('TransactionAdded(uint256,bytes32,address,uint256,bytes,uint8)')
  return isWhole ? '1.0' : '1.x'
}
