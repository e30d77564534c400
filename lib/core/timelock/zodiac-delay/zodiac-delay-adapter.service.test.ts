import { type Abi, type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import type { Call } from '@/lib/core/chain/call'
import { readPublishedDelay } from '@/test/timelocks/published-delay'
import {
  ask,
  deployArtifact,
  detectOnChain,
  impersonate,
  lookAt,
  mineAt,
  readRawLogs,
  startTimelockChain,
  type TimelockChain,
  unconfirmedRoles,
} from '@/test/timelocks/timelock-on-anvil'
import { idOfNonce } from './fold-module-transaction'
import { hashModuleTransaction } from './hash-module-transaction'
import { zodiacDelayAdapter } from './zodiac-delay-adapter'

const [owner, module, stranger] = demoAddresses(0, 3) as [Address, Address, Address]
/** Stands before the first in a list of modules. */
const sentinel: Address = '0x0000000000000000000000000000000000000001'
const cooldown = 3_600n
const expiration = 600n

let chain: TimelockChain
let safe: Address
let delay: Address

beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  await deploySafe(chain.client)
  safe = await createSafe(chain.client, { owners: [owner], threshold: 1 })
  await impersonate(chain, safe)
})
afterAll(() => chain?.stop())

/** 1.0 as its authors deploy it; 1.1 in our own words. */
const codes = {
  published: () => ({ ...readArtifact('ReconstructedDelay'), bytecode: readPublishedDelay() }),
  reconstructed: () => readArtifact('ReconstructedDelayThatTells', 'ReconstructedDelay'),
}

async function deployDelay({
  code,
  by = owner,
}: {
  code: keyof typeof codes
  by?: Address
}): Promise<Address> {
  const address = await deployArtifact(chain, {
    from: owner,
    ...codes[code](),
    args: [by, safe, safe, cooldown, expiration],
  })
  // The Safe lets it act as a module of its own.
  await sendTransaction(chain.client, {
    from: safe,
    to: safe,
    data: encodeFunctionData({
      abi: parseAbi(['function enableModule(address module)']),
      args: [address],
    }),
  })
  return address
}

const encode = (functionName: string, args: unknown[]) =>
  encodeFunctionData({ abi: readArtifact('ReconstructedDelay').abi as Abi, functionName, args })
const send = (from: Address, functionName: string, args: unknown[] = []) =>
  sendTransaction(chain.client, { from, to: delay, data: encode(functionName, args) })
const sendCall = (from: Address, one: Call | undefined) =>
  sendTransaction(chain.client, { from, to: one?.target, data: one?.data })
const add = (data: Hex, operation = 0, to: Address = stranger) =>
  send(module, 'execTransactionFromModule', [to, 0n, data, operation])
const ourNonce = async (name: 'txNonce' | 'queueNonce') =>
  (await readContract(chain.client, {
    abi: readArtifact('ReconstructedDelay').abi,
    address: delay,
    functionName: name,
  })) as bigint

/** Our standings by nonce, held against what executing each of them would do now. */
async function standings() {
  const seen = await lookAt(chain, zodiacDelayAdapter, delay)
  const next = await ourNonce('txNonce')
  for (const { operation, standing, incidents } of seen) {
    expect(incidents).toEqual([])
    const result = await ask(chain, zodiacDelayAdapter.encodeExecute(operation) as Call, stranger)
    const isNext = BigInt(operation.id) === next
    if (isNext) expect(standing.standing === 'ready').toBe(result !== undefined)
    expect(standing.standing === 'passed').toBe(BigInt(operation.id) < next)
    expect(standing.incident).toBeUndefined()
  }
  return seen.map(({ standing }) => standing.standing)
}
const at = async (nonce: bigint) =>
  (await lookAt(chain, zodiacDelayAdapter, delay)).find(
    ({ operation }) => operation.id === idOfNonce(nonce),
  )

describe.each([
  ['1.0', 'published', false],
  ['1.1', 'reconstructed', true],
] as const)('Zodiac Delay %s, %s, in front of a real Safe', (generation, code, tells) => {
  beforeAll(async () => {
    delay = await deployDelay({ code })
    await send(owner, 'enableModule', [module])
  })

  test('default: told as what it is', async () => {
    const detection = await detectOnChain(chain, zodiacDelayAdapter, delay)
    expect(detection).toMatchObject({
      kind: 'zodiac-delay',
      generation,
      minDelay: cooldown,
      gracePeriod: expiration,
    })
    expect(detection?.badges.map(({ id, severity }) => [id, severity])).toEqual([
      ['owner-acts-at-once', 'high'],
      ['executions-are-silent', 'low'],
    ])
    expect(await detectOnChain(chain, zodiacDelayAdapter, safe)).toBeUndefined()
  })

  test('behavior: first in, first out', async () => {
    await add('0x01')
    await add('0x02')
    expect(await standings()).toEqual(['waiting', 'waiting'])
    expect((await at(1n))?.standing.waitsFor).toBe(idOfNonce(0n))
    const eta = (await at(1n))?.standing.eta ?? 0n
    await mineAt(chain, eta)
    expect(await standings()).toEqual(['ready', 'blocked'])
    const second = await at(1n)
    // It is not its turn, and to skip it would skip the first one as well.
    expect(zodiacDelayAdapter.encodeCancel(second!.operation, second!.standing)).toBeUndefined()
    await sendCall(stranger, zodiacDelayAdapter.encodeExecute((await at(0n))!.operation))
    expect(await standings()).toEqual(['passed', 'ready'])
    await sendCall(stranger, zodiacDelayAdapter.encodeExecute((await at(1n))!.operation))
    expect(await standings()).toEqual(['passed', 'passed'])
  })

  test('behavior: skipped is told as passed, not as executed', async () => {
    await add('0x03')
    const waiting = await at(2n)
    expect(zodiacDelayAdapter.encodeCancel(waiting!.operation)).toBeUndefined()
    await sendCall(owner, zodiacDelayAdapter.encodeCancel(waiting!.operation, waiting!.standing))
    expect(await standings()).toEqual(['passed', 'passed', 'passed'])
    const passed = await at(2n)
    expect(passed?.operation.instances[0]?.executed).toBeUndefined()
    expect(zodiacDelayAdapter.encodeCancel(passed!.operation, passed!.standing)).toBeUndefined()
  })

  test('behavior: it expires to the second, and whoever comes first skips it', async () => {
    await add('0x04')
    const expires = (await at(3n))?.standing.expires ?? 0n
    await mineAt(chain, expires)
    expect((await standings()).at(-1)).toBe('ready')
    await mineAt(chain, expires + 1n)
    expect((await standings()).at(-1)).toBe('stale')
    await add('0x05')
    expect((await standings()).slice(-2)).toEqual(['stale', 'waiting'])
    await mineAt(chain, (await at(4n))?.standing.eta ?? 0n)
    expect((await standings()).slice(-2)).toEqual(['stale', 'blocked'])
    await send(stranger, 'skipExpired')
    expect((await standings()).slice(-2)).toEqual(['passed', 'ready'])
  })

  test('behavior: a new cooldown and expiration hold for what waits already', async () => {
    await send(owner, 'setTxCooldown', [cooldown * 10n])
    expect((await standings()).at(-1)).toBe('waiting')
    await send(owner, 'setTxCooldown', [0n])
    await send(owner, 'setTxExpiration', [60n])
    expect((await standings()).at(-1)).toBe('stale')
    expect((await detectOnChain(chain, zodiacDelayAdapter, delay))?.badges[0]?.id).toBe(
      'delay-zero',
    )
    await send(owner, 'setTxExpiration', [0n])
    expect((await standings()).at(-1)).toBe('ready')
    expect((await at(4n))?.standing.expires).toBeUndefined()
    await sendCall(stranger, zodiacDelayAdapter.encodeExecute((await at(4n))!.operation))
  })

  test('behavior: a delegatecall is told as one, and hashed as the contract does', async () => {
    await add('0xabcdef', 1, safe)
    const seen = await at(5n)
    expect(seen?.operation.calls).toEqual([
      { target: safe, value: 0n, data: '0xabcdef', delegatecall: true },
    ])
    expect(seen?.operation.mismatch).toBeUndefined()
    for (const delegatecall of [true, undefined] as const) {
      const call = { target: safe, value: 7n, data: '0xabcdef' as Hex, delegatecall }
      const args = [safe, 7n, '0xabcdef', delegatecall ? 1 : 0]
      const answer = await ask(chain, {
        target: delay,
        value: 0n,
        data: encode('getTransactionHash', args),
      })
      expect(hashModuleTransaction(call)).toBe(answer)
    }
  })

  test('behavior: settings, as far as it tells them', async () => {
    await send(owner, 'setTxNonce', [6n])
    await send(owner, 'disableModule', [sentinel, module])
    const logs = await readRawLogs(chain, zodiacDelayAdapter, delay)
    const settings = zodiacDelayAdapter.foldSettings(logs).map(({ position: _, ...rest }) => rest)
    const told = settings.filter(({ what }) => what === 'delay' || what === 'rule')
    expect(settings).toEqual(
      expect.arrayContaining([
        { what: 'admin', name: 'owner', after: owner },
        { what: 'admin', name: 'avatar', after: safe },
        { what: 'role', role: 'module', account: module, granted: false },
      ]),
    )
    const roles = await unconfirmedRoles(chain, zodiacDelayAdapter, delay)
    expect(roles.asked).toBeGreaterThan(0)
    expect(roles.unconfirmed).toEqual([])
    expect(told.length > 0).toBe(tells)
    if (tells) expect(told.at(-1)).toEqual({ what: 'rule', subject: 'next nonce', after: '6' })
  })
})

test('behavior: an owner that is the guarded account itself weighs less', async () => {
  const own = await deployDelay({ code: 'reconstructed', by: safe })
  const detection = await detectOnChain(chain, zodiacDelayAdapter, own)
  expect(detection?.badges[0]).toMatchObject({ id: 'owner-acts-at-once', severity: 'low' })
})
