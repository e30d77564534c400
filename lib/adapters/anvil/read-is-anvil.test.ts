import { createClient, http } from 'viem'
import { expect, test } from 'vitest'
import { anvil, serveNode } from '@/lib/adapters/anvil/__fixtures__/serve-node'
import { readIsAnvil } from './read-is-anvil'

const clientOf = (rpcUrl: string) => createClient({ transport: http(rpcUrl, { retryCount: 0 }) })

test('default', async () => {
  const { rpcUrl } = await serveNode(anvil)
  expect(await readIsAnvil(clientOf(rpcUrl))).toBe(true)
})

test.each([
  ['Geth', { web3_clientVersion: 'Geth/v1.15.0' }],
  ['Geth with a method of that name', { ...anvil, web3_clientVersion: 'Geth/v1.15.0' }],
  ['only the name', { web3_clientVersion: 'anvil/v1.7.1' }],
  ['a name that merely holds it', { ...anvil, web3_clientVersion: 'not-anvil/v1' }],
  ['a name that is no text', { ...anvil, web3_clientVersion: ['anvil/v1'] }],
  ['no information', { ...anvil, anvil_nodeInfo: null }],
  ['information that is none', { ...anvil, anvil_nodeInfo: 'yes' }],
])('behavior: %s is no Anvil', async (_, answers) => {
  const { rpcUrl } = await serveNode(answers)
  expect(await readIsAnvil(clientOf(rpcUrl))).toBe(false)
})

test('behavior: of a node that does not answer nothing is known', async () => {
  expect(await readIsAnvil(clientOf('http://127.0.0.1:1'))).toBeUndefined()
})
