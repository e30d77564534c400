import { type Abi, decodeEventLog, type Hash } from 'viem'
import type { SimulatedLog } from '@/lib/core/simulation/call-frame'
import { jsonWords } from './json-words'

/** An event in words. @returns undefined where no ABI has it, and where it was cut off. */
export function readEvent({ topics, data }: Pick<SimulatedLog, 'topics' | 'data'>, abi: Abi) {
  if (data.data.length !== 2 + data.size * 2 || topics.length === 0) return undefined
  try {
    const { eventName, args } = decodeEventLog({
      abi,
      topics: [...topics] as [Hash, ...Hash[]],
      data: data.data,
      strict: true,
    })
    return { name: eventName ?? '', words: `(${jsonWords(args)})` }
  } catch {
    return undefined
  }
}
