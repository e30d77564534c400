import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'

let anvil: Anvil
let client: AnvilClient

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
})
afterAll(() => anvil?.stop())

test('behavior: a transaction that the node does not mine by itself is mined', async () => {
  await client.setAutomine(false)
  const [from, to] = [demoAccount(0).address, demoAccount(1).address]
  const { status } = await sendTransaction(client, { from, to, value: 1n })
  expect(status).toBe('success')
})
