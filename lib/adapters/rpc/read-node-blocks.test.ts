import { numberToHex } from 'viem'
import { expect, test } from 'vitest'
import type { ChainNode } from './chain-nodes'
import { readNodeHead } from './read-node-blocks'

const hash = numberToHex(5, { size: 32 })

function nodeThatSays(answer: unknown): ChainNode {
  const say = async () => answer
  return { host: 'node.example', mostComplete: 0, request: say } as unknown as ChainNode
}

test('default: the newest block', async () => {
  const [number, timestamp] = ['0x7fffffffffffffff', '0x0000000000000005']
  expect(await readNodeHead(nodeThatSays({ number, hash, timestamp }))).toEqual({
    number: 2n ** 63n - 1n,
    hash,
    timestamp: 5n,
  })
})

test.each([
  ['nothing', null],
  ['a number beyond what is kept', { number: '0x8000000000000000', hash, timestamp: '0x5' }],
  ['a time beyond what is kept', { number: '0x5', hash, timestamp: '0xffffffffffffffff' }],
  ['a list of a hash', { number: '0x5', hash: [hash], timestamp: '0x5' }],
  ['a number that is none', { number: 5, hash, timestamp: '0x5' }],
  ['no digits', { number: '0x', hash, timestamp: '0x5' }],
])('error: %s', async (_name, answer) => {
  await expect(readNodeHead(nodeThatSays(answer))).rejects.toThrow('contradicts itself')
})
