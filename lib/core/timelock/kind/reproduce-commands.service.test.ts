import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { type Address, type Hash, type Hex, numberToHex, toFunctionSelector, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { foundryBinary } from '@/demo/chain/foundry-binary'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { hashScheduledCall } from '@/lib/core/timelock/access-manager/hash-scheduled-call'
import { hashCallBatch } from '@/lib/core/timelock/chainlink-rbac/hash-call-batch'
import { hashTransaction } from '@/lib/core/timelock/compound/hash-transaction'
import { hashPlan } from '@/lib/core/timelock/ds-pause/plan'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import { hashModuleTransaction } from '@/lib/core/timelock/zodiac-delay/hash-module-transaction'
import { reproduceCommands } from './reproduce-commands'

const proposer = demoAccount(0).address
const target = demoAccount(1).address
const salt = numberToHex(7, { size: 32 })
const calls = [
  { target, value: 0n, data: '0x3659cfe6' as Hex },
  { target: proposer, value: 10n ** 18n, data: '0x' as Hex },
]
const eta = 1_900_000_000n

let anvil: Anvil
let client: AnvilClient
let timelock: Address

beforeAll(async () => {
  anvil = await startAnvil({ chainId: 31_337 })
  client = anvilClient(anvil.rpcUrl)
  const args = [60n, [proposer], [proposer], proposer]
  timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
})
afterAll(() => anvil?.stop())

/** As a reader's shell runs it. */
async function run(command: string): Promise<string> {
  const path = `${dirname(foundryBinary('cast'))}:${process.env.PATH}`
  const env = { ...process.env, PATH: path, RPC_URL: anvil.rpcUrl }
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { env })
  return stdout.trim()
}

type Told = Pick<QueuedOperation, 'kind' | 'id' | 'calls'> & Partial<QueuedOperation>

function operationOf(told: Told, transactionHash: Hash = zeroHash): QueuedOperation {
  const scheduled = {
    blockNumber: 1n,
    blockHash: zeroHash,
    blockTimestamp: 1n,
    transactionHash,
    logIndex: 0,
  }
  return {
    timelock: { chainId: 31_337, address: timelock },
    instances: [{ scheduled, eta }],
    ...told,
  }
}

const [one = { target, value: 0n, data: '0x' as Hex }] = calls
const batch = { predecessor: zeroHash, salt }
const cases: [string, Told, Hash][] = [
  [
    'OpenZeppelin, one call',
    { kind: 'openzeppelin', id: zeroHash, calls: [one], salt, encoding: 'single' },
    hashOperation({ kind: 'single', calls: [one], ...batch }),
  ],
  [
    'OpenZeppelin, a batch behind another',
    { kind: 'openzeppelin', id: zeroHash, calls, salt, encoding: 'batch', predecessor: salt },
    hashOperation({ kind: 'batch', calls, salt, predecessor: salt }),
  ],
  [
    'Chainlink',
    { kind: 'chainlink-rbac', id: zeroHash, calls, salt },
    hashCallBatch({ calls, ...batch }),
  ],
  [
    'Compound, with the function in words',
    {
      kind: 'compound',
      id: zeroHash,
      calls: [{ ...one, data: '0x3659cfe6aa', signature: 'upgradeTo(address)' }],
    },
    hashTransaction({ ...one, signature: 'upgradeTo(address)', data: '0xaa', eta }),
  ],
  [
    'Compound, with bytes',
    { kind: 'compound', id: zeroHash, calls: [one] },
    hashTransaction({ ...one, signature: '', eta }),
  ],
  ['Zodiac', { kind: 'zodiac-delay', id: zeroHash, calls: [one] }, hashModuleTransaction(one)],
  [
    'AccessManager',
    { kind: 'access-manager', id: zeroHash, calls: [one], proposer },
    hashScheduledCall({ caller: proposer, ...one }),
  ],
  [
    'Maker',
    { kind: 'ds-pause', id: zeroHash, calls: [{ ...one, codeHash: salt }] },
    hashPlan({ usr: target, tag: salt, fax: one.data, eta }),
  ],
]

describe('a line for the hash of its calls', () => {
  test.each(cases)('behavior: %s: cast comes to the same', async (_, told, hash) => {
    const keccak = reproduceCommands(operationOf(told)).find(({ command }) =>
      command.startsWith('cast keccak'),
    )
    expect(await run(keccak?.command ?? '')).toBe(hash)
  })

  test.each(cases)('behavior: %s: the contract is asked what the adapter asks', (_, told) => {
    const operation = operationOf(told)
    const asked = reproduceCommands(operation).flatMap(({ command }) => {
      const signature = /^cast call \S+ "([^"]+\))\([^"]*\)"/.exec(command)?.[1]
      return signature ? [toFunctionSelector(signature)] : []
    })
    const known = timelockAdapters[told.kind]
      .questions(operation)
      .map(({ data }) => data.slice(0, 10))
    expect(asked.length).toBeGreaterThan(0)
    for (const selector of asked) expect(known).toContain(selector)
  })

  test.each([
    ['a salt that nobody told', { salt: 'unknown' }],
    ['calls that are missing', { missingCalls: 1 }],
    ['an id that is not theirs', { mismatch: true }],
    ['calldata that no shell takes', { calls: [{ ...one, data: `0x${'00'.repeat(20_000)}` }] }],
  ] as const)('behavior: none for %s', (_, told) => {
    const [[, single] = []] = cases
    const commands = reproduceCommands(operationOf({ ...single, ...told } as Told))
    expect(commands.map(({ command }) => command.split(' ', 2).join(' '))).toEqual([
      'cast receipt',
      'cast call',
      'node bin/suture.mjs',
    ])
  })

  test('behavior: no text of a contract gets into a shell', () => {
    const signature = 'f()"; touch /tmp/owned; "'
    const commands = reproduceCommands(
      operationOf({ kind: 'compound', id: zeroHash, calls: [{ ...one, signature }] }),
    )
    expect(commands.map(({ command }) => command).join('\n')).not.toContain('touch')
  })
})

test('behavior: on a chain every line runs, and tells the same as the page', async () => {
  const content = { kind: 'single' as const, calls: [one], ...batch }
  const id = hashOperation(content)
  const { transactionHash } = await sendTransaction(client, {
    from: proposer,
    to: timelock,
    data: encodeSchedule({ ...content, delay: 60n }),
  })
  const { timestamp } = await getBlock(client)
  const commands = reproduceCommands(
    operationOf(
      { kind: 'openzeppelin', id, calls: [one], salt, encoding: 'single' },
      transactionHash,
    ),
  )
  const [receipt = '', keccak = '', standing = ''] = await Promise.all(
    commands.slice(0, 3).map(({ command }) => run(command)),
  )
  expect(receipt).toContain(id.slice(2))
  expect(keccak).toBe(id)
  expect(standing).toMatch(new RegExp(`^${timestamp + 60n}\\b`))
})
