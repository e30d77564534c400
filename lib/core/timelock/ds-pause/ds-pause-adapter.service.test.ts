import { type Abi, type Address, encodeFunctionData, type Hex, keccak256 } from 'viem'
import { getBlock, getCode, readContract, setCode } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import type { Call } from '@/lib/core/chain/call'
import {
  ask,
  detectOnChain,
  impersonate,
  lookAt,
  mineAt,
  readRawLogs,
  startTimelockChain,
  type TimelockChain,
  unconfirmedRoles,
} from '@/test/timelocks/timelock-on-anvil'
import { dsPauseAdapter } from './ds-pause-adapter'
import { hashPlan, type Plan } from './plan'

const [owner, stranger, authority] = demoAddresses(0, 3) as [Address, Address, Address]
const delay = 3_600n

let chain: TimelockChain
let pause: Address
/** Code to run: whatever it is called with, it does nothing. */
let spell: Address
let tag: Hex

beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  pause = await deployContract(chain.client, {
    from: owner,
    name: 'ReconstructedDsPause',
    args: [delay, owner, authority],
  })
  spell = await deployContract(chain.client, {
    from: owner,
    name: 'TimelockYesSayer',
    file: 'TimelockFixtures',
    args: [1n],
  })
  tag = keccak256((await getCode(chain.client, { address: spell })) ?? '0x')
})
afterAll(() => chain?.stop())

const encode = (functionName: string, args: unknown[]) =>
  encodeFunctionData({ abi: readArtifact('ReconstructedDsPause').abi as Abi, functionName, args })
const argsOf = ({ usr, tag, fax, eta }: Plan) => [usr, tag, fax, eta]
const send = (functionName: 'plot' | 'drop' | 'exec', plan: Plan, from = owner) =>
  sendTransaction(chain.client, { from, to: pause, data: encode(functionName, argsOf(plan)) })
const sendCall = (one: Call | undefined, from: Address) =>
  sendTransaction(chain.client, { from, to: one?.target, data: one?.data })

let count = 0
async function planIn(seconds: bigint, overrides: Partial<Plan> = {}): Promise<Plan> {
  count += 1
  const { timestamp } = await getBlock(chain.client)
  const fax: Hex = `0x${count.toString(16).padStart(8, '0')}`
  return { usr: spell, tag, fax, eta: timestamp + seconds, ...overrides }
}
const look = async (plan: Plan) =>
  (await lookAt(chain, dsPauseAdapter, pause)).find(
    ({ operation }) => operation.id === hashPlan(plan),
  )

/** Our standing, after the contract's own answer and a trial of executing it. */
async function agreed(plan: Plan) {
  const seen = await look(plan)
  const { standing } = seen?.standing ?? {}
  const held = await readContract(chain.client, {
    abi: readArtifact('ReconstructedDsPause').abi,
    address: pause,
    functionName: 'plans',
    args: [hashPlan(plan)],
  })
  expect(['waiting', 'ready', 'blocked'].includes(standing ?? '')).toBe(held)
  const data = encode('exec', argsOf(plan))
  const result = await ask(chain, { target: pause, value: 0n, data }, stranger)
  expect(standing === 'ready').toBe(result !== undefined)
  return standing
}

describe('a reconstruction of DSPause', () => {
  test('default: told as what it is, with what it does better', async () => {
    expect(await detectOnChain(chain, dsPauseAdapter, pause)).toMatchObject({
      kind: 'ds-pause',
      minDelay: delay,
      badges: [{ id: 'code-hash-bound', severity: 'good' }],
    })
    expect(await detectOnChain(chain, dsPauseAdapter, spell)).toBeUndefined()
  })

  test('behavior: from waiting to executed, by anyone', async () => {
    const plan = await planIn(delay + 10n)
    expect(await agreed(plan)).toBeUndefined()
    await send('plot', plan)
    expect(await agreed(plan)).toBe('waiting')
    await mineAt(chain, plan.eta - 1n)
    expect(await agreed(plan)).toBe('waiting')
    await mineAt(chain, plan.eta)
    expect(await agreed(plan)).toBe('ready')
    const seen = await look(plan)
    expect(seen?.operation).toMatchObject({
      proposer: owner,
      calls: [{ target: spell, data: plan.fax, delegatecall: true, codeHash: tag }],
    })
    await sendCall(dsPauseAdapter.encodeExecute(seen!.operation), stranger)
    expect(await agreed(plan)).toBe('executed')
    // Dropping what is over succeeds, and changes nothing.
    await send('drop', plan)
    expect(await agreed(plan)).toBe('executed')
  })

  test('behavior: plotted twice is one scheduling; plotted again after a drop is another', async () => {
    const plan = await planIn(delay * 3n)
    await send('plot', plan)
    await send('plot', plan)
    const seen = await look(plan)
    expect(seen?.operation.instances).toHaveLength(1)
    await sendCall(dsPauseAdapter.encodeCancel(seen!.operation), owner)
    expect(await agreed(plan)).toBe('cancelled')
    await send('plot', plan)
    expect(await agreed(plan)).toBe('waiting')
    expect((await look(plan))?.operation.instances).toMatchObject([{ cancelled: {} }, {}])
  })

  test('behavior: other code at the target is an incident, and is refused', async () => {
    const plan = await planIn(delay + 20n)
    await send('plot', plan)
    const code = (await getCode(chain.client, { address: spell })) ?? '0x'
    await setCode(chain.client, { address: spell, bytecode: '0x00' })
    expect(await agreed(plan)).toBe('waiting')
    expect((await look(plan))?.standing.incident).toContain(keccak256('0x00'))
    expect((await look(plan))?.incidents).toMatchObject([{ id: 'contract' }])
    await mineAt(chain, plan.eta)
    expect(await agreed(plan)).toBe('blocked')
    await setCode(chain.client, { address: spell, bytecode: code })
    expect(await agreed(plan)).toBe('ready')
    expect((await look(plan))?.incidents).toEqual([])
    await send('drop', plan)
  })

  test('behavior: bound to an account without code, it would run nothing', async () => {
    const plan = await planIn(delay + 10n, { usr: stranger, tag: keccak256('0x') })
    await send('plot', plan)
    await mineAt(chain, plan.eta)
    expect(await agreed(plan)).toBe('ready')
    expect((await look(plan))?.standing.incident).toContain('without code')
  })

  test('behavior: settings', async () => {
    const proxy = (await readContract(chain.client, {
      abi: readArtifact('ReconstructedDsPause').abi,
      address: pause,
      functionName: 'proxy',
    })) as Address
    await impersonate(chain, proxy)
    const change = (functionName: string, value: unknown) =>
      sendTransaction(chain.client, { from: proxy, to: pause, data: encode(functionName, [value]) })
    await change('setDelay', 0n)
    await change('setAuthority', stranger)
    await change('setOwner', stranger)
    const logs = await readRawLogs(chain, dsPauseAdapter, pause)
    const roles = await unconfirmedRoles(chain, dsPauseAdapter, pause)
    expect(roles.asked).toBeGreaterThan(0)
    expect(roles.unconfirmed).toEqual([])
    const settings = dsPauseAdapter.foldSettings(logs).map(({ position: _, ...rest }) => rest)
    expect(settings).toEqual([
      { what: 'admin', name: 'owner', after: owner },
      { what: 'delay', name: 'delay', after: 0n },
      { what: 'admin', name: 'authority', after: stranger },
      { what: 'admin', name: 'owner', after: stranger },
    ])
    const detection = await detectOnChain(chain, dsPauseAdapter, pause)
    expect(detection?.badges.map(({ id }) => id)).toEqual(['delay-zero', 'code-hash-bound'])
  })
})
