import { encodeFunctionData, parseAbi } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tryRoles } from '@/lib/actions/simulation/try-roles'
import { findingOf } from '@/test/incidents/finding-of'
import { roleIncidents } from '@/test/incidents/mini-incidents'
import { type MiniWorld, owner, startMiniWorld, user } from '@/test/incidents/simulate-mini'

let world: MiniWorld
beforeAll(async () => {
  world = await startMiniWorld(roleIncidents, [tryRoles])
}, 120_000)
afterAll(() => world?.stop())

const abi = parseAbi(['function mint(address to, uint256 amount)'])

async function upgradeTo(to: string) {
  const token = await world.deploy('MiniToken')
  return await world.simulate(async (proxy) => {
    const data = encodeFunctionData({ abi, functionName: 'mint', args: [proxy, 1_000n] })
    return {
      from: 'Owned',
      to,
      setup: [['setUp', owner, user, token], { target: token, value: 0n, data }],
    }
  }, 'Owned')
}

describe('UPCX and PAID: a role can do what it could not', () => {
  test('error: the bad pairs', async () => {
    const withdrawn = await upgradeTo('OwnedWithdrawn')
    expect(findingOf(withdrawn, 'AC-03')).toMatchObject({
      verdict: 'fail',
      evidence: expect.arrayContaining([
        {
          where: expect.stringContaining(`withdrawByAdmin(address,uint256) as ${owner}`),
          what: expect.stringContaining('does not exist → may; new; tried, it moved 1 of '),
        },
      ]),
    })
    const minted = await upgradeTo('OwnedMinted')
    expect(findingOf(minted, 'AC-03').verdict).toBe('fail')
  })

  test('default', async () => {
    const { verdict, evidence } = findingOf(await upgradeTo('OwnedAlike'), 'AC-03')
    expect(verdict).toBe('pass')
    expect(evidence).toContainEqual({
      where: expect.stringContaining(`setFee(uint256) as ${owner}`),
      what: 'may → may',
    })
    expect(evidence).toContainEqual({
      where: expect.stringContaining(`poke() as ${owner}`),
      what: 'is refused → is refused',
    })
  })

  test('behavior: what one role loses another gains', async () => {
    const { verdict, evidence } = findingOf(await upgradeTo('OwnedSwapped'), 'AC-03')
    expect(verdict).toBe('fail')
    expect(evidence).toContainEqual({
      where: expect.stringContaining(`poke() as ${user}`),
      what: 'may → is refused; newly refused: caller is not the owner',
    })
    expect(evidence).toContainEqual({
      where: expect.stringContaining(`poke() as ${owner}`),
      what: 'is refused → may; newly let through: caller is not the keeper',
    })
  })
})
