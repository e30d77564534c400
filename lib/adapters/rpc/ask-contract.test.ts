import { numberToHex } from 'viem'
import { expect, test } from 'vitest'
import { askContract } from './ask-contract'
import type { ChainNode, NodeRequest } from './chain-nodes'
import { unseenSpans } from './seen-spans'

const target = '0x0000000000000000000000000000000000000001'
const hashOf = (n: number) => numberToHex(n, { size: 32 })
const block = { number: 5n, hash: hashOf(5), timestamp: 50n }

/** A node that has blocks of these hashes when it is asked one time after the other. */
function nodeWith(hashes: readonly string[]) {
  const batches: string[][] = []
  const left = [...hashes]
  const answer = ({ method }: NodeRequest) =>
    method === 'eth_call' ? '0x01' : { number: '0x5', hash: left.shift(), timestamp: '0x32' }
  const node: ChainNode = {
    host: 'node.example',
    mostComplete: 0,
    spans: unseenSpans(),
    ask: () => Promise.reject(new Error('It is asked for several things at once.')),
    request: () => Promise.reject(new Error('It is asked for several things at once.')),
    batch: async (requests) => {
      batches.push(requests.map(({ method }) => method))
      return requests.map(answer)
    },
  }
  const ask = () =>
    askContract(
      { chainId: 1, nodes: [node], quorum: 1 },
      { questions: [{ call: { target, data: '0x' } }], block },
    )
  return { ask, batches }
}

test('default: with the block before and after, in one request', async () => {
  const { ask, batches } = nodeWith([hashOf(5), hashOf(5)])
  expect(await ask()).toEqual([{ answer: '0x01' }])
  expect(batches).toEqual([['eth_getBlockByNumber', 'eth_call', 'eth_getBlockByNumber']])
})

test.each([
  ['before', [6, 5]],
  ['after', [5, 6]],
])('error: another block %s; nothing is told of this one', async (_when, hashes) => {
  await expect(nodeWith(hashes.map(hashOf)).ask()).rejects.toMatchObject({
    name: 'NodeContradictsItselfError',
    retry: true,
  })
})
