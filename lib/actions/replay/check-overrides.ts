import { numberToHex } from 'viem'
import { type AskedNode, askAll } from '@/lib/adapters/fork/ask-all'
import { readWord } from '@/lib/adapters/fork/parse-prestate'
import { read } from '@/lib/adapters/fork/read-answer'
import type { ReplayOverride } from '@/lib/core/replay/replay'

/**
 * What the calls of a patch leave is what they would have left earlier if what they found was there already. Where the words
 * were others before the first transaction, that is told.
 *
 * @returns gaps in words.
 * @throws the reason of the signal
 */
export async function checkOverrides(
  node: AskedNode,
  { overrides, block }: { overrides: readonly ReplayOverride[]; block: bigint },
): Promise<string[]> {
  const found = overrides.filter(({ before }) => before !== undefined)
  const answers = await askAll(
    node,
    found.map(({ address, slot }) => ({
      method: 'eth_getStorageAt',
      params: JSON.stringify([address, slot, numberToHex(block)]),
    })),
  )
  return found.flatMap(({ address, slot, before }, at) => {
    const word = read(answers[at], readWord)
    if (word.known && word.value === before) return []
    const why = word.known ? 'was another one before the first transaction' : word.reason
    return [
      `What the patch makes of slot ${slot} of ${address} was put into all transactions, but what it makes it from may have been another word: ${why}.`,
    ]
  })
}
