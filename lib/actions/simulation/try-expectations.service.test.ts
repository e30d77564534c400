import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, encodeFunctionData, type Hash, pad, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readArtifact } from '@/demo/world/artifact'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployTimelock } from '@/demo/world/deploy-timelock'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import type { Workshop } from '@/lib/actions/review/review-code'
import { makeSimulationReport } from '@/lib/actions/simulation/make-simulation-report'
import { tryExpectations } from '@/lib/actions/simulation/try-expectations'
import { tryOrders } from '@/lib/actions/simulation/try-orders'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { openWorkshop } from '@/lib/cli/open-workshop'
import type { Call } from '@/lib/core/chain/call'
import type { Finding } from '@/lib/core/check/finding'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import type { SimulationReport } from '@/lib/core/report/simulation-report'
import type { Expectations } from '@/lib/core/simulation/expectations'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { type Rewrite, type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { stranger } from './plan-execution'

const chainId = 31_337
const day = 86_400n
const deployer = castAddress(cast.deployer)
const user = castAddress(cast.users[0])

let folder: string
let workshop: Workshop
let anvil: Anvil
let chain: AnvilClient
let node: RpcProxy
let timelock: Address

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-expectations-'))
  process.env.SUTURE_DATA_DIR = folder
  workshop = openWorkshop({ sources: '.' })
  await buildContracts()
  anvil = await startAnvil()
  chain = anvilClient(anvil.rpcUrl)
  node = await startRpcProxy(anvil.rpcUrl)
  const roles = { proposer: deployer, guardian: deployer, executor: 'open' } as const
  timelock = await deployTimelock(chain, roles)
}, 400_000)
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const deploy = (name: string, ...args: readonly unknown[]) =>
  deployContract(chain, { from: deployer, name, args, file: 'Incidents' })

function call(name: string, target: Address, functionName: string, ...args: unknown[]): Call {
  const { abi } = readArtifact(name, 'Incidents')
  return { target, value: 0n, data: encodeFunctionData({ abi, functionName, args }) }
}

const batch = (calls: readonly Call[], predecessor: Hash = zeroHash): OperationContent => ({
  kind: 'batch',
  calls,
  predecessor,
  salt: zeroHash,
})

async function schedule(content: OperationContent): Promise<Hash> {
  const data = encodeSchedule({ ...content, delay: 2n * day })
  await sendTransaction(chain, { from: deployer, to: timelock, data })
  return hashOperation(content)
}

type Named = Readonly<Record<string, Address>>

async function simulate(
  content: OperationContent,
  { named, expects }: { named: Named; expects?: Expectations },
): Promise<SimulationReport> {
  const client = createRpcClient({ chainId, name: 'test', rpcUrls: [node.url] })
  const block = await readBlock(client, { chainId })
  const proxies = Object.entries(named).map(([name, address]) => ({ name, address }))
  const protocol = { name: 'Incidents', timelock, proxies, expects, deploymentBlock: 0 }
  const operation = { id: hashOperation(content), content }
  const input = { chainId, block, protocol, calls: content.calls, operation }
  const logs = await readTimelockLogs(client, input)
  const read = await readProtocolAt(client, { chainId, protocol, block, logs })
  const tools = { client, rpcUrl: anvil.rpcUrl, forks: createForks(), workshop }
  return await makeSimulationReport(tools, {
    input,
    chain: read,
    trials: [tryExpectations, tryOrders],
  })
}

function findingOf({ findings, simulation }: SimulationReport, check: string): Finding {
  expect(simulation.steps.map(({ outcome }) => outcome.status)).not.toContain('reverted')
  const finding = findings.find((one) => one.check === check)
  if (!finding) throw new Error(`${check} is not among ${findings.map((one) => one.check)}`)
  return finding
}

describe('SM-05', () => {
  test('error: Moonwell, a ratio in the place of a price; its twin multiplies', async () => {
    const quote = await deploy('FixedPrice', 2_000n * 10n ** 18n)
    const ratio = await deploy('FixedPrice', 112n * 10n ** 16n)
    const oracle = await deploy('Oracle', await deploy('FixedPrice', 2_239n * 10n ** 18n), timelock)
    const named = { Oracle: oracle, Reference: await deploy('CompositePrice', ratio, quote) }
    const expects: Expectations = {
      prices: [
        {
          name: 'cbETH',
          view: 'Oracle.latestAnswer() returns (int256)',
          decimals: 'Oracle.decimals()',
          maxChangeBps: 200,
          reference: 'Reference.price()',
        },
      ],
    }
    const set = (feed: Address) => batch([call('Oracle', oracle, 'setFeed', feed)])
    const bad = findingOf(await simulate(set(ratio), { named, expects }), 'SM-05')
    expect(bad).toMatchObject({ verdict: 'fail', anchor: 'recomputed' })
    expect(bad.evidence[0]).toMatchInlineSnapshot(`
      {
        "what": "2239000000000000000000 before, 1120000000000000000 after: moved by 9994 of 200 basis points allowed; Reference.price() says 2240000000000000000000 after, 9995 basis points apart",
        "where": "cbETH: Oracle.latestAnswer() returns (int256) (declared)",
      }
    `)
    const composite = await deploy('CompositePrice', ratio, quote)
    const twin = findingOf(await simulate(set(composite), { named, expects }), 'SM-05')
    expect(twin.verdict).toBe('pass')
    // Nobody has declared anything: the getter is known by its name.
    const derived = findingOf(await simulate(set(ratio), { named }), 'SM-05')
    expect(derived.verdict).toBe('fail')
    expect(derived.evidence[0]?.where).toContain('(derived)')
  })
})

describe('CF-01', () => {
  test('error: Aave CAPO, a capped ratio under an uncapped timestamp; its twin keeps below the cap', async () => {
    const start = (await getBlock(chain)).timestamp
    const named = {
      Cap: await deploy('RatioCap', start, timelock),
      Staked: await deploy('StakedRatio', start),
    }
    const expects: Expectations = {
      pairs: [
        {
          name: 'Snapshot',
          rule: 'ratio',
          left: 'Cap.snapshotRatio()',
          right: 'Staked.ratioAt(Cap.snapshotTimestamp())',
          min: '0.999',
          max: '1.001',
        },
      ],
    }
    const update = (after: bigint) => {
      const ratio = 115n * 10n ** 16n + after * 10n ** 9n
      return batch([call('RatioCap', named.Cap, 'update', ratio, start + after)])
    }
    const bad = findingOf(await simulate(update(500n * day), { named, expects }), 'CF-01')
    expect(bad.verdict).toBe('fail')
    expect(bad.evidence[0]?.where).toBe(
      'Snapshot: Cap.snapshotRatio() and Staked.ratioAt(Cap.snapshotTimestamp()), ratio',
    )
    const twin = findingOf(await simulate(update(5n * day), { named, expects }), 'CF-01')
    expect(twin.verdict).toBe('pass')
  })
})

describe('SE-05', () => {
  test('error: Compound 117, an oracle that asks the market of ether for a token; its twin knows it', async () => {
    const ether = await deploy('EtherMarket')
    const markets = [ether, await deploy('TokenMarket', deployer)]
    const oracle = await deploy('MarketOracle', ether)
    const named = { Comptroller: await deploy('Comptroller', oracle, timelock) }
    const expects: Expectations = {
      consumers: [
        {
          consumers: ['Comptroller'],
          calls: ['Comptroller.oracle().getUnderlyingPrice(each)'],
          each: markets,
        },
      ],
    }
    const set = (next: Address) =>
      batch([call('Comptroller', named.Comptroller, 'setPriceOracle', next)])
    const tokens = await deploy('MarketOracleForTokens', ether)
    const bad = findingOf(await simulate(set(tokens), { named, expects }), 'SE-05')
    expect(bad.verdict).toBe('fail')
    expect(bad.evidence[0]).toEqual({
      where: `${named.Comptroller} calls Comptroller.oracle().getUnderlyingPrice(each) for ${ether} (declared)`,
      what: '32 bytes before, reverts: It reverted without saying why. after',
    })
    const next = await deploy('MarketOracle', ether)
    const twin = findingOf(await simulate(set(next), { named, expects }), 'SE-05')
    expect(twin.verdict).toBe('pass')
    expect(findingOf(await simulate(set(next), { named }), 'SE-05')).toMatchObject({
      verdict: 'unknown',
      evidence: [{ what: expect.stringContaining('nothing is declared') }],
    })
  })
})

describe('SM-06', () => {
  async function openPool() {
    const token = await deployContract(chain, {
      from: deployer,
      name: 'HarborToken',
      args: ['Demo', 'DEMO', 18],
    })
    const { abi } = readArtifact('HarborToken')
    const data = encodeFunctionData({ abi, functionName: 'mint', args: [user, 1_000n] })
    await sendTransaction(chain, { from: deployer, to: token, data })
    const pool = await deploy('Pool', token, await deploy('RateStrategy'), timelock)
    const set = (next: Address) => batch([call('Pool', pool, 'setStrategy', next)])
    const expects: Expectations = {
      journeys: [
        {
          name: 'Deposit and withdraw',
          as: 'holder',
          token: 'Token',
          approvals: [{ token: 'Token', spender: 'Pool' }],
          steps: [{ call: 'Pool.deposit(10)' }, { call: 'Pool.withdraw(Pool.deposits(self))' }],
        },
      ],
      invariants: [
        { name: 'Backed', view: 'Token.balanceOf(Pool)', is: '>=', to: 'Pool.rate()' },
        { name: 'Strategy', view: 'Pool.token() returns (address)', is: 'unchanged' },
      ],
    }
    return { token, set, world: { named: { Pool: pool, Token: token }, expects } }
  }

  test('error: Aave on Polygon, every deposit newly reverts; its twin speaks the language of the pool', async () => {
    const { set, world } = await openPool()
    const other = await deploy('RateStrategyOfOther')
    const bad = findingOf(await simulate(set(other), world), 'SM-06')
    expect(bad.verdict).toBe('fail')
    expect(bad.evidence[0]).toMatchObject({
      where: 'Deposit and withdraw (declared)',
      what: expect.stringContaining(`worked before, fails now: Pool.deposit(10) as ${user}`),
    })
    const slower = await deploy('RateStrategySlower')
    const report = await simulate(set(slower), world)
    const twin = findingOf(report, 'SM-06')
    expect(twin.evidence.map(({ where }) => where)).toEqual([
      'Deposit and withdraw (declared)',
      'Token: a transfer by its top holder (derived)',
      'Backed: Token.balanceOf(Pool) >= Pool.rate(), at once',
      'Strategy: Pool.token() returns (address) is unchanged, at once',
    ])
    expect(twin.verdict).toBe('pass')
    const again = await simulate(set(slower), world)
    expect(serializeSimulation(again)).toBe(serializeSimulation(report))
  })

  test('error: a node that keeps events to itself, or names somebody who holds nothing', async () => {
    const { token, set, world } = await openPool()
    const content = set(await deploy('RateStrategySlower'))
    const isOfToken = (params: unknown) =>
      JSON.stringify(params).toLowerCase().includes(token.toLowerCase())
    const judge = async (rewrite: Rewrite) => {
      node.rewrite = (request, answer) =>
        request.method === 'eth_getLogs' && isOfToken(request.params)
          ? rewrite(request, answer)
          : undefined
      const finding = findingOf(await simulate(content, world), 'SM-06')
      node.rewrite = undefined
      return finding
    }
    const silent = await judge(() => ({ error: { code: -32_000, message: 'too busy' } }))
    expect(silent).toMatchObject({
      verdict: 'unknown',
      evidence: [
        { what: expect.stringContaining('transfers could not be read') },
        ...Array.from({ length: 3 }, () => expect.anything()),
      ],
    })
    const liar = await judge((_, { result }) => ({
      result: (result as { topics: string[] }[]).map((log) => ({
        ...log,
        topics: log.topics.map((topic, at) => (at === 2 ? pad(stranger) : topic)),
      })),
    }))
    expect(liar.verdict).toBe('unknown')
    expect(liar.evidence[0]?.what).toContain(`nobody is known to hold ${token}`)
  })
})

describe('TL-02', () => {
  let nothingPending: Hash
  beforeEach(async () => {
    nothingPending = await chain.snapshot()
  })
  afterEach(() => chain.revert({ id: nothingPending }))

  async function openSonne() {
    const market = await deploy('SeededMarket')
    const comptroller = await deploy('Comptroller', market, timelock)
    const expects: Expectations = {
      invariants: [{ name: 'Seeded', view: 'Comptroller.emptyCollateral()', is: '==', to: '0' }],
    }
    const list = [
      call('Comptroller', comptroller, 'supportMarket', market),
      call('Comptroller', comptroller, 'setCollateralFactor', market, 5n),
    ]
    const seed = call('SeededMarket', market, 'mint', 1_000n)
    return { named: { Comptroller: comptroller }, expects, list, seed }
  }

  test('error: Sonne, a market that can be executed without its seed', async () => {
    const { named, expects, list, seed } = await openSonne()
    const listed = await schedule(batch(list))
    const finding = findingOf(await simulate(batch([seed]), { named, expects }), 'TL-02')
    expect(finding.verdict).toBe('fail')
    expect(finding.evidence).toEqual([
      { where: `after ${listed}`, what: 'the invariant "Seeded" does not hold' },
    ])
  })

  test('behavior: its twins name a predecessor, or are one batch', async () => {
    const { named, expects, list, seed } = await openSonne()
    const seeding = batch([seed])
    const all = batch([seed, ...list])
    expect(findingOf(await simulate(all, { named, expects }), 'TL-02').verdict).toBe('pass')
    await schedule(batch(list, hashOperation(seeding)))
    expect(findingOf(await simulate(seeding, { named, expects }), 'TL-02')).toMatchObject({
      verdict: 'pass',
      detail:
        'No order of pending operations does harm. States of 2 operations that were reached: 3; invariants and journeys held against each: 1.',
    })
  })

  /** Operations on one contract, of which the last is the patch. */
  async function operate(
    functionName: 'add' | 'append',
    numbers: readonly bigint[],
    expects: Expectations,
  ) {
    const digits = await deploy('Digits')
    const contents = numbers.map((digit) => batch([call('Digits', digits, functionName, digit)]))
    for (const content of contents.slice(0, -1)) await schedule(content)
    const patch = contents.at(-1)
    if (!patch) throw new Error('There are some.')
    return findingOf(await simulate(patch, { named: { Digits: digits }, expects }), 'TL-02')
  }

  // Six would be 1,957 states and a minute; `search-orders.test.ts` walks those without a chain.
  test('error: of five that do not commute one order does harm, the last of 326', async () => {
    const expects: Expectations = {
      invariants: [{ name: 'Small', view: 'Digits.digits()', is: '<=', to: '54320' }],
    }
    const finding = await operate('append', [1n, 2n, 3n, 4n, 5n], expects)
    expect(finding.verdict).toBe('fail')
    expect(finding.detail).toContain('States of 5 operations that were reached: 326;')
    const harms = finding.evidence.filter(({ where }) => where.startsWith('after'))
    expect(harms).toHaveLength(1)
    expect(harms[0]?.where.split(', then ')).toHaveLength(5)
  })

  test('behavior: six that commute are 64 states', async () => {
    const expects: Expectations = {
      invariants: [{ name: 'Small', view: 'Digits.sum()', is: '<=', to: '21' }],
    }
    const finding = await operate('add', [1n, 2n, 3n, 4n, 5n, 6n], expects)
    expect(finding.verdict).toBe('warn')
    expect(finding.detail).toContain('States of 6 operations that were reached: 64;')
  })
})
