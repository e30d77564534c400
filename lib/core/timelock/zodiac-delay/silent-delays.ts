import { encodeFunctionData } from 'viem'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import { zodiacDelayAbi } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-abi'

/** Delay 1.0 tells of no change of its cooldown and expiration. */
export const silentDelays: NonNullable<TimelockAdapter['silentDelays']> = {
  names: { minDelay: 'cooldown', gracePeriod: 'expiration' },
  probes: (['txCooldown', 'txExpiration'] as const).map((functionName) =>
    encodeFunctionData({ abi: zodiacDelayAbi, functionName }),
  ),
  read: ([cooldown, expiration]) => {
    const [minDelay, gracePeriod] = [readWord(cooldown), readWord(expiration)]
    if (minDelay === undefined || gracePeriod === undefined) return undefined
    return { minDelay, ...(gracePeriod > 0n && { gracePeriod }) }
  },
}
