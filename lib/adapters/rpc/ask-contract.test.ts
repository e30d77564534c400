import { numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { askContract } from './ask-contract'
import type { ChainNode, NodeRequest } from './chain-nodes'
import { NodeRefusedError } from './node-errors'
import { unseenSpans } from './seen-spans'

const target = '0x0000000000000000000000000000000000000001' as const
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
      { nodes: [node], quorum: 1 },
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

describe('where two have to agree', () => {
  /** Nodes that give these answers. */
  const ask = (...answers: readonly (string | NodeRefusedError)[]) => {
    const nodes = answers.map((answer): ChainNode => {
      const host = 'node.example'
      const { hash } = block
      const batch: ChainNode['batch'] = async (requests) =>
        requests.map(({ method }) => (method === 'eth_call' ? answer : { number: '0x5', hash }))
      const one = () => Promise.reject(new Error('It is asked for several things at once.'))
      return { host, mostComplete: 0, spans: unseenSpans(), ask: one, request: one, batch }
    })
    const questions = [{ call: { target, data: '0x' as const } }]
    return askContract({ nodes, quorum: 2 }, { questions, block })
  }
  const refused = (reason: string) =>
    new NodeRefusedError({ host: 'node.example', method: 'eth_call', reason })

  test.each([
    ['the first two', ['0x01', '0x01', '0x02']],
    ['the last two', ['0x02', '0x01', '0x01']],
    ['those that answer', ['0x01', refused('busy'), '0x01']],
  ])('behavior: what %s say holds', async (_who, answers) => {
    expect(await ask(...answers)).toEqual([{ answer: '0x01' }])
  })

  test('behavior: that the contract itself fails is something to agree on', async () => {
    const failed = refused('execution reverted')
    expect(await ask(failed, '0x01', failed)).toEqual([{ answer: undefined }])
  })

  test.each([
    ['all say something else', ['0x01', '0x02', '0x03'], 'fewer than 2 nodes say the same'],
    ['one alone says something', ['0x01', refused('busy')], 'the node refused: busy'],
    ['one is there', ['0x01'], 'thrown'],
  ])('error: where %s nothing is told', async (_who, answers, problem) => {
    const told = ask(...answers)
    if (problem === 'thrown') {
      await expect(told).rejects.toMatchObject({ name: 'NodesDisagreeError', retry: true })
    } else expect(await told).toEqual([{ problem }])
  })
})
