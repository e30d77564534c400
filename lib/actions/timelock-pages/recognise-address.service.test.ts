import { type Address, concat } from 'viem'
import { getBlockNumber, setCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import type { Harbor } from '@/demo/world/harbor'
import { recogniseAddress } from '@/lib/actions/timelock-pages/recognise-address'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { chainId, type SafeOnAnvil, startSafeChain } from '@/test/safe-on-anvil'

const from = demoAccount(0).address

let chain: SafeOnAnvil
let harbor: Harbor

beforeAll(async () => {
  await buildContracts()
  chain = await startSafeChain()
  harbor = await deployHarbor(chain.client)
}, 300_000)
afterAll(() => chain?.stop())

async function found(address: Address, rpcUrl = chain.rpcUrl) {
  const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [rpcUrl] })
  const blockNumber = await getBlockNumber(chain.client)
  return await recogniseAddress(client, { at: { chainId, address }, blockNumber })
}

test('default: a Safe, which is a proxy, too, by its owners', async () => {
  expect(await found(harbor.council.address)).toEqual({
    kind: 'safe',
    version: '1.4.1',
    owners: 3,
    threshold: 2,
  })
})

test('behavior: a proxy, with who orders its upgrades', async () => {
  const proxy = await found(harbor.vault)
  expect(proxy).toMatchObject({ kind: 'proxy', proxy: { kind: 'uups' } })
})

test('behavior: a token by its own words, and any other contract', async () => {
  const args = ['Demo Dollar', 'dUSD', 6]
  const token = await deployContract(chain.client, { from, name: 'HarborToken', args })
  expect(await found(token)).toEqual({ kind: 'token', symbol: 'dUSD', decimals: 6 })
  const file = 'TimelockTargets'
  const other = await deployContract(chain.client, { from, name: 'Multicaller', file })
  expect(await found(other)).toEqual({ kind: 'contract' })
})

test('behavior: accounts without code, and one that has lent itself some', async () => {
  expect(await found(from)).toMatchObject({ kind: 'account', sent: expect.any(Number) })
  const nobody = `0x${'77'.repeat(20)}` as const
  expect(await found(nobody)).toEqual({ kind: 'account', sent: 0 })
  await setCode(chain.client, { address: nobody, bytecode: concat(['0xef0100', harbor.vault]) })
  expect(await found(nobody)).toEqual({ kind: 'delegated' })
})

test('error: a node that does not answer: nothing is said of it', async () => {
  expect(await found(harbor.vault, 'http://127.0.0.1:1')).toEqual({ kind: 'unknown' })
})
