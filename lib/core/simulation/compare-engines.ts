import type { Address, Hash } from 'viem'
import type { SimulatedLog } from './call-frame'
import type { EtherTransfer } from './ether-transfers'
import type { ExecutedTransaction } from './simulation'

/** What one engine says of the transactions of a path. */
export type EngineAnswer = {
  readonly transactions: readonly ExecutedTransaction[]
  /** Words after the last, of the same slots on both sides in the same order. */
  readonly words: readonly { readonly address: Address; readonly slot: Hash; readonly word: Hash }[]
}

/** Where two engines say different things of the same path, in words. They ran the same bytes on the same state. */
export function compareEngines(ours: EngineAnswer, theirs: EngineAnswer): string[] {
  const compared = ours.transactions.flatMap((mine, index) => {
    const other = theirs.transactions[index]
    const name = `transaction ${index + 1}`
    return other ? compareTransactions(name, mine, other) : [`${name} was not run by the node.`]
  })
  const words = ours.words.flatMap(({ address, slot, word }, index) => {
    const other = theirs.words[index]
    if (other?.word === word) return []
    return [
      `Slot ${slot} of ${address} holds ${word} on the fork, ${other?.word ?? 'nothing'} there.`,
    ]
  })
  return [...compared, ...words]
}

function compareTransactions(
  name: string,
  mine: ExecutedTransaction,
  other: ExecutedTransaction,
): string[] {
  if (mine.succeeded !== other.succeeded) {
    const [here, there] = [mine, other].map((one) => (one.succeeded ? 'succeeds' : 'fails'))
    return [`${name} ${here} on the fork and ${there} there.`]
  }
  return [
    ...(mine.gasUsed === other.gasUsed
      ? []
      : [`${name} uses ${mine.gasUsed} gas on the fork, ${other.gasUsed} there.`]),
    ...(listText(mine.logs.map(logText)) === listText(other.logs.map(logText))
      ? []
      : [`${name} emits other events there.`]),
    ...(listText(mine.transfers.map(transferText)) === listText(other.transfers.map(transferText))
      ? []
      : [`${name} moves other ether there.`]),
  ]
}

function logText({ address, topics, data }: SimulatedLog): string {
  return [address, ...topics, data.data, data.size].join(' ').toLowerCase()
}

function transferText({ from, to, amount }: EtherTransfer): string {
  return `${from} ${to} ${amount}`.toLowerCase()
}

function listText(list: readonly string[]): string {
  return list.join('\n')
}
