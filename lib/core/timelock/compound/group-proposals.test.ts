import { encodeAbiParameters, type Hash, parseAbiParameters } from 'viem'
import { describe, expect, test } from 'vitest'
import { queued, word } from '@/lib/core/timelock/kind/__fixtures__/queued'
import { position } from '@/lib/core/timelock/kind/__fixtures__/scheduling-log'
import { governorTopics, groupProposals } from './group-proposals'

const at = (logIndex: number, transactionHash: Hash = position.transactionHash) => ({
  ...position,
  transactionHash,
  logIndex,
})
const operation = (id: bigint, logIndex: number, eta = 100n, transactionHash?: Hash) =>
  queued('compound', { scheduled: at(logIndex, transactionHash), eta }, { id: word(id) })
const proposalQueued = (id: bigint, eta: bigint, logIndex: number) => ({
  topics: governorTopics,
  data: encodeAbiParameters(parseAbiParameters('uint256, uint256'), [id, eta]),
  position: at(logIndex),
})
const shape = (groups: ReturnType<typeof groupProposals>) =>
  groups.map(({ proposalId, eta, operations }) => [
    proposalId,
    eta,
    operations.map(({ id }) => Number(id)),
  ])

describe('groupProposals', () => {
  test('default: queued in one transaction', () => {
    const operations = [operation(2n, 1), operation(1n, 0), operation(3n, 9, 100n, word(5n))]
    expect(shape(groupProposals({ operations, adminLogs: [] }))).toEqual([
      [undefined, 100n, [1, 2]],
      [undefined, 100n, [3]],
    ])
  })

  test('behavior: two proposals in one transaction are two groups', () => {
    const operations = [0, 1, 3, 4].map((index) => operation(BigInt(index), index))
    const adminLogs = [proposalQueued(12n, 100n, 5), proposalQueued(11n, 100n, 2)]
    expect(shape(groupProposals({ operations, adminLogs }))).toEqual([
      [11n, 100n, [0, 1]],
      [12n, 100n, [3, 4]],
    ])
  })

  test('behavior: an event with another time, of another transaction or that is broken groups nothing', () => {
    const operations = [operation(1n, 0), operation(2n, 1, 200n)]
    const elsewhere = { ...proposalQueued(9n, 100n, 7), position: at(7, word(5n)) }
    const broken = { ...proposalQueued(9n, 100n, 8), data: '0x01' as const }
    const adminLogs = [proposalQueued(10n, 100n, 6), elsewhere, broken]
    expect(shape(groupProposals({ operations, adminLogs }))).toEqual([
      [10n, 100n, [1]],
      [undefined, 200n, [2]],
    ])
  })
})
