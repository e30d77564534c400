import {
  type Address,
  encodeAbiParameters,
  type Hash,
  keccak256,
  numberToHex,
  pad,
  zeroAddress,
  zeroHash,
} from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { openReplayChain, type ReplayChain } from '@/lib/actions/replay/__fixtures__/replay-chain'
import { runOn } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import type { Check } from '@/lib/core/check/check'
import type { Replay } from '@/lib/core/replay/replay'
import { gasKept } from './gas-kept'
import { nothingNewlyReverts, nothingNewlySucceeds, sameEffect } from './replay-checks'

/** Each incident on a chain of its own transactions, which are run with the bad code and with its benign twin. */

let anvil: Anvil
let chain: ReplayChain

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 })
  chain = openReplayChain(anvil)
}, 400_000)
afterAll(async () => {
  await anvil?.stop()
})

const checks: readonly Check[] = [sameEffect, nothingNewlySucceeds, nothingNewlyReverts, gasKept]

/** The verdicts of DR-01 to DR-04. */
function verdicts(replay: Replay) {
  return checks.map((check) => runOn(check, { replay: known(replay, 'chain') }).verdict)
}

function find(replay: Replay, check: Check) {
  return runOn(check, { replay: known(replay, 'chain') })
}

/** Not the ones with which it was set up. */
async function replayOf(
  proxy: Address,
  to: string,
  rest: Parameters<ReplayChain['replay']>[0] | object = {},
) {
  return await chain.replay({ proxy, to: await chain.deploy(to), ...rest })
}

describe('DR-01: Compound proposal 62', () => {
  let proxy: Address
  beforeAll(async () => {
    const name = 'ReplayRewards'
    proxy = await chain.deployProxy(name)
    const token = await chain.deploy('HarborToken', ['Comp', 'COMP', 18])
    await chain.send({ to: proxy, name, call: 'configure', args: [token] })
    for (const user of [1, 2]) {
      await chain.send({ to: proxy, name, call: 'supply', args: [1_000n], user })
      await chain.send({ to: proxy, name, call: 'claim', user })
    }
  })

  test('error: the same claims pay what they never earned', async () => {
    const replay = await replayOf(proxy, 'ReplayRewardsBad')
    const finding = find(replay, sameEffect)
    expect(finding.verdict).toBe('fail')
    expect(finding.detail).toBe('2 of 5 transactions have another effect.')
    expect(replay.groups[0]?.examples[0]?.differences).toContainEqual(
      expect.objectContaining({
        kind: 'token',
        holder: demoAccount(1).address,
        before: 0n,
        after: 1_000n,
      }),
    )
  })

  test('default', async () => {
    expect(verdicts(await replayOf(proxy, 'ReplayRewardsTwin')).slice(0, 3)).toEqual([
      'pass',
      'pass',
      'pass',
    ])
  })
})

describe('DR-03: Compound proposal 117', () => {
  let proxy: Address
  beforeAll(async () => {
    proxy = await chain.deployProxy('ReplayOracle')
    const asset = await chain.deploy('HarborToken', ['Dai', 'DAI', 18])
    await chain.send({
      to: proxy,
      name: 'ReplayOracle',
      call: 'setPrice',
      args: [asset, 2n * 10n ** 18n],
    })
    const dai = await chain.deploy('ReplayMarket', [proxy, asset])
    const ether = await chain.deploy('ReplayMarket', [proxy, zeroAddress])
    for (const to of [dai, ether]) {
      await chain.send({ to, name: 'ReplayMarket', call: 'borrow', args: [7n] })
    }
  })

  test('error: the market of ether stands still, seen from within', async () => {
    const replay = await replayOf(proxy, 'ReplayOracleBad')
    const finding = find(replay, nothingNewlyReverts)
    expect(finding.verdict).toBe('fail')
    expect(finding.detail).toBe('1 of 3 transactions succeeded and would revert.')
    expect(replay.groups[0]?.causes[0]).toContain('0x08c379a0')
  })

  test('default', async () => {
    const replay = await replayOf(proxy, 'ReplayOracleTwin')
    expect(verdicts(replay).slice(0, 3)).toEqual(['pass', 'pass', 'pass'])
  })
})

describe('DR-02: Nomad', () => {
  let proxy: Address
  const name = 'ReplayReplica'
  const [proven, unproven] = [demoAccount(1).address, demoAccount(2).address]
  const root = keccak256('0x01')
  const message = (to: Address) =>
    keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [to, 5n]))
  /** What a migration leaves that trusts a root: `confirmAt[root] = 1`. */
  const trusting = (one: Hash) => {
    const slot = keccak256(
      encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint256' }], [one, 2n]),
    )
    const word = pad(numberToHex(1), { size: 32 })
    return [{ address: proxy, slot, word, reason: 'initializeV2(root)' }]
  }

  beforeAll(async () => {
    proxy = await chain.deployProxy(name)
    await chain.send({ to: proxy, name, call: 'trust', args: [root] })
    await chain.send({ to: proxy, name, call: 'prove', args: [message(proven), root] })
    for (const to of [proven, unproven]) {
      await chain.send({ to: proxy, name, call: 'process', args: [to, 5n] })
    }
  })

  test('error: with the migration a message goes through that nobody proved', async () => {
    const replay = await replayOf(proxy, 'ReplayReplicaNew', { overrides: trusting(zeroHash) })
    const finding = find(replay, nothingNewlySucceeds)
    expect(finding.verdict).toBe('fail')
    expect(finding.detail).toBe('1 of 4 transactions reverted and would succeed.')
    // The selector of NotProven, without the message.
    expect(replay.groups[0]?.causes[0]).toMatch(/^reverted with 0x[0-9a-f]{8}$/)
  })

  test('default', async () => {
    const other = trusting(keccak256('0x02'))
    const replay = await replayOf(proxy, 'ReplayReplicaNew', { overrides: other })
    expect(verdicts(replay).slice(0, 3)).toEqual(['pass', 'pass', 'pass'])
    expect(verdicts(await replayOf(proxy, 'ReplayReplicaNew'))[1]).toBe('pass')
  })
})

describe('DR-04: the same for more gas', () => {
  let proxy: Address
  beforeAll(async () => {
    proxy = await chain.deployProxy('ReplayLedger')
    for (const amount of [1n, 2n]) {
      await chain.send({ to: proxy, name: 'ReplayLedger', call: 'record', args: [amount] })
    }
  })

  test('error: a loop', async () => {
    const replay = await replayOf(proxy, 'ReplayLedgerBad')
    expect(verdicts(replay)).toEqual(['pass', 'pass', 'pass', 'fail'])
  })

  test('default', async () => {
    expect(verdicts(await replayOf(proxy, 'ReplayLedgerTwin'))).toEqual([
      'pass',
      'pass',
      'pass',
      'pass',
    ])
  })
})
