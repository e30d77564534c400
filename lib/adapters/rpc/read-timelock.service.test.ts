import { type Address, zeroAddress } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployTimelock } from '@/demo/world/deploy-timelock'
import { minDelay } from '@/demo/world/harbor'
import type { ReadTimelockParameters } from './read-timelock'
import { readTimelock } from './read-timelock'

const [proposer, guardian, executor, stranger] = demoAddresses(0, 4) as [
  Address,
  Address,
  Address,
  Address,
]

let anvil: Anvil
let client: AnvilClient

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
})
afterAll(() => anvil?.stop())

/** As if the events had named everybody for everything. */
const everybody = { open: false, holders: [proposer, guardian, executor, stranger] }
const claimed: ReadTimelockParameters['claimed'] = {
  proposer: everybody,
  executor: everybody,
  canceller: everybody,
  admin: everybody,
}

async function read(address: Address) {
  const timelock = { chainId: 31_337, address }
  return await readTimelock(client, {
    timelock,
    blockNumber: await getBlockNumber(client),
    claimed,
  })
}

describe('readTimelock', () => {
  test('default', async () => {
    const address = await deployTimelock(client, { proposer, guardian, executor })
    expect(await read(address)).toEqual({
      timelock: { chainId: 31_337, address },
      minDelay,
      roles: {
        proposer: { open: false, holders: [proposer] },
        executor: { open: false, holders: [executor] },
        canceller: { open: false, holders: [proposer, guardian] },
        admin: { open: false, holders: [] },
      },
    })
  })

  test('behavior: a role that is open to everybody', async () => {
    const address = await deployTimelock(client, { proposer, guardian, executor: 'open' })
    const { roles } = await read(address)
    expect(roles.executor).toEqual({ open: true, holders: [] })
    expect(roles.proposer.open).toBe(false)
  })

  test('error: an account, and a contract of another kind', async () => {
    const args = ['Token', 'T', 18]
    const token = await deployContract(client, { from: proposer, name: 'HarborToken', args })
    for (const address of [stranger, token, zeroAddress]) {
      await expect(read(address)).rejects.toMatchObject({
        name: 'NotATimelockError',
        retry: false,
        facts: [
          ['Address', address],
          ['Chain', '31337'],
        ],
      })
    }
  })

  test('error: a node that is away says nothing of the timelock', async () => {
    const away = anvilClient('http://127.0.0.1:9')
    const timelock = { chainId: 31_337, address: stranger }
    await expect(readTimelock(away, { timelock, blockNumber: 1n, claimed })).rejects.toMatchObject({
      name: 'RpcUnreachableError',
      retry: true,
    })
  })
})
