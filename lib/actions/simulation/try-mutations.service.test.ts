import { type Address, encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { tryMutations } from '@/lib/actions/simulation/try-mutations'
import {
  encodeInitialize,
  findingOf,
  type IncidentWorld,
  openIncidentWorld,
  ownUpgrade,
} from '@/test/simulation/incident-world'

const file = 'ReplayFixtures'
const [user, other] = [demoAccount(1).address, demoAccount(2).address]

let world: IncidentWorld

beforeAll(async () => {
  world = await openIncidentWorld({ withSources: false, trials: [tryMutations] })
}, 120_000)
afterAll(() => world?.stop())

const newProxy = async (name: string) =>
  await world.deploy(
    'ERC1967Proxy',
    'ERC1967Proxy',
    await world.deploy(file, name),
    encodeInitialize(),
  )

async function call(proxy: Address, from: Address, functionName: string, ...args: unknown[]) {
  const { abi } = readArtifact('ReplayReferral', file)
  const data = encodeFunctionData({ abi, functionName, args })
  // With more ether than a stranger has: a call that cannot be paid is not made.
  const value = functionName === 'award' ? 10n ** 18n : 0n
  await sendTransaction(world.chain, { from, to: proxy, data, value })
}

/** What DR-05 says of an upgrade. */
async function upgrade(proxy: Address, to: string) {
  const calls = [ownUpgrade(proxy, await world.deploy(file, to))]
  const protocol = { proxies: [{ name: 'Proxy', address: proxy }], deploymentBlock: 0 }
  return findingOf(await world.simulate({ protocol, calls }), 'DR-05')
}

describe('Level Finance: what a claim names twice', () => {
  let proxy: Address
  beforeAll(async () => {
    proxy = await newProxy('ReplayReferral')
    for (const epoch of [7n, 8n]) {
      for (const one of [user, other]) await call(proxy, one, 'award', epoch, one, 100n)
    }
    await call(proxy, user, 'claim', 30n, [7n, 8n])
    await call(proxy, other, 'claim', 10n, [8n, 7n])
  })

  test('error: no real claim named an epoch twice, and one that does is paid twice', async () => {
    const { verdict, detail, evidence } = await upgrade(proxy, 'ReplayReferralBad')
    expect(verdict).toBe('fail')
    expect(detail).toMatch(
      /^\d+ of \d+ calls that lie beside \d+ recent transactions come out otherwise\.$/,
    )
    expect(evidence[0]?.where).toContain(proxy)
    expect(evidence.map(({ what }) => what).join('\n')).toMatch(/as the one before: [78] → [78]/)
  })

  test('default: its twin', async () => {
    const { verdict, detail } = await upgrade(proxy, 'ReplayReferralTwin')
    expect([verdict, detail]).toEqual([
      'pass',
      expect.stringMatching(/^None of \d+ calls .* \d+ of them do something\.$/),
    ])
  })
})

test('behavior: proxies that were left out are told, and nothing is green', async () => {
  // One after the other: of two that one account sends at once, Anvil may give both the same nonce.
  const proxies: Address[] = []
  while (proxies.length < 9) proxies.push(await newProxy('ReplayReferral'))
  const [proxy] = proxies
  if (!proxy) throw new Error('There are nine.')
  await call(proxy, user, 'award', 7n, user, 100n)
  const named = proxies.map((address, at) => ({ name: `Proxy ${at}`, address }))
  const protocol = { proxies: named, deploymentBlock: 0 }
  const calls = [ownUpgrade(proxy, await world.deploy(file, 'ReplayReferralTwin'))]
  const finding = findingOf(await world.simulate({ protocol, calls }), 'DR-05')
  expect(finding.verdict).toBe('unknown')
  expect(finding.evidence.map(({ what }) => what)).toContain('proxies beyond the first 8: 1')
})

test('behavior: where nothing has ever been sent, nothing is green', async () => {
  const proxy = await newProxy('ReplayReferral')
  // More blocks than are looked through for what emits nothing.
  await world.chain.mine({ blocks: 80 })
  expect(await upgrade(proxy, 'ReplayReferralTwin')).toMatchObject({
    verdict: 'unknown',
    evidence: [{ what: 'No recent transaction is known that could be changed.' }],
  })
})
