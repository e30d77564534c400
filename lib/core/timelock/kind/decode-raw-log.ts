import { type Abi, type DecodeEventLogReturnType, decodeEventLog, type Hex } from 'viem'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'

/** Reads an event by its topics; undefined for one that the ABI does not name, and for one that does not decode. */
export function decodeRawLog<const TAbi extends Abi>(
  abi: TAbi,
  { topics, data }: Pick<RawLog, 'topics' | 'data'>,
): DecodeEventLogReturnType<TAbi> | undefined {
  try {
    // viem's type wants a first topic, and its function says no without one.
    const log = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data })
    return log as DecodeEventLogReturnType<TAbi>
  } catch {
    return undefined
  }
}
