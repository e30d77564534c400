import governorArtifact from '@uniswap/governance/build/GovernorAlpha.json'
import timelockArtifact from '@uniswap/governance/build/Timelock.json'
import uniArtifact from '@uniswap/governance/build/Uni.json'
import {
  type Abi,
  type Address,
  BaseError,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hash,
  type Hex,
  keccak256,
  parseAbi,
  parseAbiParameters,
  toHex,
  zeroAddress,
} from 'viem'
import { call, getBlock, getTransactionCount, mine, readContract, setStorageAt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import type { Call } from '@/lib/core/chain/call'
import {
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
import { compoundAbi } from './compound-abi'
import { compoundAdapter } from './compound-adapter'
import type { CompoundTransaction } from './compound-transaction'
import { hashTransaction } from './hash-transaction'

const [admin, stranger] = demoAddresses(0, 2) as [Address, Address]
const day = 86_400n
const delayAbi = parseAbi(['function setDelay(uint256 delay)'])

let chain: TimelockChain
let timelock: Address

beforeAll(async () => {
  chain = await startTimelockChain()
  timelock = await deployTimelock(admin)
})
afterAll(() => chain?.stop())

const deployTimelock = (owner: Address) =>
  deployArtifact(chain, { from: admin, ...timelockArtifact, args: [owner, 2n * day] })

const now = async () => (await getBlock(chain.client)).timestamp

type Verb = 'queueTransaction' | 'executeTransaction' | 'cancelTransaction'
const encode = (functionName: Verb, transaction: CompoundTransaction): Hex => {
  const { target, value, signature, data, eta } = transaction
  return encodeFunctionData({
    abi: compoundAbi,
    functionName,
    args: [target, value, signature, data, eta],
  })
}
const send = (functionName: Verb, transaction: CompoundTransaction) =>
  sendTransaction(chain.client, {
    from: admin,
    to: timelock,
    data: encode(functionName, transaction),
  })
const sendCall = (one: Call | undefined, from: Address = admin) =>
  sendTransaction(chain.client, { from, to: one?.target, data: one?.data, value: one?.value })

let salt = 0
const transactionIn = async (
  seconds: bigint,
  overrides: Partial<CompoundTransaction> = {},
): Promise<CompoundTransaction> => {
  salt += 1
  const data: Hex = `0x${salt.toString(16).padStart(8, '0')}`
  return {
    target: stranger,
    value: 0n,
    signature: '',
    data,
    eta: (await now()) + seconds,
    ...overrides,
  }
}

const look = async (id: Hash) =>
  (await lookAt(chain, compoundAdapter, timelock)).find(({ operation }) => operation.id === id)

const words = [
  ["hasn't been queued", 'not held'],
  ["hasn't surpassed time lock", 'waiting'],
  ['is stale', 'stale'],
] as const

/** What the contract itself says of executing it now. */
async function itSays(transaction: CompoundTransaction): Promise<string> {
  const data = encode('executeTransaction', transaction)
  const error = await call(chain.client, { account: admin, to: timelock, data }).catch((e) => e)
  if (!(error instanceof BaseError)) return 'ready'
  return words.find(([text]) => error.message.includes(text))?.[1] ?? error.shortMessage
}

/** Our standing, after the contract has been heard as well. */
async function agreed(transaction: CompoundTransaction) {
  const seen = await look(hashTransaction(transaction))
  const said = await itSays(transaction)
  const { standing } = seen?.standing ?? {}
  const isOver = ['executed', 'cancelled', undefined].includes(standing)
  expect(isOver ? 'not held' : standing).toBe(said)
  expect(seen?.standing.incident).toBeUndefined()
  expect(seen?.incidents ?? []).toEqual([])
  return standing
}

describe("Uniswap's Compound Timelock (real bytecode)", () => {
  test('default: told as what it is', async () => {
    expect(await detectOnChain(chain, compoundAdapter, timelock)).toEqual({
      kind: 'compound',
      generation: 'original limits',
      minDelay: 2n * day,
      gracePeriod: 14n * day,
      badges: [],
    })
    expect(await detectOnChain(chain, compoundAdapter, stranger)).toBeUndefined()
  })

  test('behavior: the hash is the one that the contract answers', async () => {
    const transaction = await transactionIn(3n * day, {
      value: 5n,
      signature: 'transfer(address,uint256)',
    })
    const data = encode('queueTransaction', transaction)
    const { data: answer } = await call(chain.client, { account: admin, to: timelock, data })
    expect(hashTransaction(transaction)).toBe(answer)
  })

  test('behavior: from waiting to executed, at the seconds of the boundaries', async () => {
    const transaction = await transactionIn(2n * day + 10n)
    expect(await agreed(transaction)).toBeUndefined()
    await send('queueTransaction', transaction)
    expect(await agreed(transaction)).toBe('waiting')
    const { eta } = transaction
    await mineAt(chain, eta - 1n)
    expect(await agreed(transaction)).toBe('waiting')
    await mineAt(chain, eta)
    expect(await agreed(transaction)).toBe('ready')
    const seen = await look(hashTransaction(transaction))
    await sendCall(compoundAdapter.encodeExecute(seen!.operation))
    expect(await agreed(transaction)).toBe('executed')
    // A cancellation of what is over succeeds, and changes nothing.
    await send('cancelTransaction', transaction)
    expect(await agreed(transaction)).toBe('executed')
  })

  test('behavior: it goes stale behind its grace period, and only a cancellation clears it', async () => {
    const transaction = await transactionIn(2n * day + 10n)
    await send('queueTransaction', transaction)
    const last = transaction.eta + 14n * day
    await mineAt(chain, last)
    expect(await agreed(transaction)).toBe('ready')
    expect((await look(hashTransaction(transaction)))?.operation.instances[0]?.expires).toBe(last)
    await mineAt(chain, last + 1n)
    expect(await agreed(transaction)).toBe('stale')
    const seen = await look(hashTransaction(transaction))
    await sendCall(compoundAdapter.encodeCancel(seen!.operation))
    expect(await agreed(transaction)).toBe('cancelled')
  })

  test('behavior: queued twice is one scheduling; queued again after a cancellation is another', async () => {
    const transaction = await transactionIn(4n * day)
    const id = hashTransaction(transaction)
    await send('queueTransaction', transaction)
    await send('queueTransaction', transaction)
    expect((await look(id))?.operation.instances).toHaveLength(1)
    await send('cancelTransaction', transaction)
    expect(await agreed(transaction)).toBe('cancelled')
    await send('queueTransaction', transaction)
    expect(await agreed(transaction)).toBe('waiting')
    const instances = (await look(id))?.operation.instances
    expect(instances).toMatchObject([{ cancelled: {} }, { eta: transaction.eta }])
    expect(instances?.[1]?.cancelled).toBeUndefined()
  })

  test('behavior: another time is another id', async () => {
    const transaction = await transactionIn(4n * day)
    const later = { ...transaction, eta: transaction.eta + 1n }
    await send('queueTransaction', transaction)
    await send('queueTransaction', later)
    await send('cancelTransaction', transaction)
    expect([await agreed(transaction), await agreed(later)]).toEqual(['cancelled', 'waiting'])
  })

  test('behavior: a signature becomes the selector, and comes back to execute', async () => {
    const transaction = await transactionIn(2n * day + 10n, {
      target: timelock,
      signature: 'setDelay(uint256)',
      data: `0x${(3n * day).toString(16).padStart(64, '0')}`,
    })
    const takeOver = await transactionIn(2n * day + 10n, {
      target: timelock,
      signature: 'setPendingAdmin(address)',
      data: `0x${stranger.slice(2).padStart(64, '0')}`,
    })
    const bare = await transactionIn(2n * day + 10n, { signature: 'nothing here', data: '0x' })
    for (const one of [transaction, takeOver, bare]) await send('queueTransaction', one)
    const [seen, seenTakeOver, seenBare] = await Promise.all(
      [transaction, takeOver, bare].map((one) => look(hashTransaction(one))),
    )
    expect(seen?.operation.calls).toMatchObject([
      { target: timelock, signature: 'setDelay(uint256)' },
    ])
    expect(seen?.operation.calls[0]?.data.slice(0, 10)).toBe('0xe177246e')
    await mineAt(chain, bare.eta)
    for (const one of [seen, seenTakeOver, seenBare]) {
      await sendCall(compoundAdapter.encodeExecute(one!.operation))
    }
    for (const one of [transaction, takeOver, bare]) expect(await agreed(one)).toBe('executed')

    const pending = await detectOnChain(chain, compoundAdapter, timelock)
    expect(pending).toMatchObject({ minDelay: 3n * day, badges: [{ id: 'admin-change-pending' }] })
    await sendTransaction(chain.client, { from: stranger, to: timelock, data: '0x0e18b681' })
    const logs = await readRawLogs(chain, compoundAdapter, timelock)
    const roles = await unconfirmedRoles(chain, compoundAdapter, timelock)
    expect(roles.asked).toBeGreaterThan(0)
    expect(roles.unconfirmed).toEqual([])
    expect(compoundAdapter.foldSettings(logs)).toMatchObject([
      { what: 'delay', name: 'delay', after: 3n * day },
      { what: 'admin', name: 'pending admin', after: stranger },
      { what: 'admin', name: 'admin', after: stranger },
      // The contract clears it without an event.
      { what: 'admin', name: 'pending admin', after: zeroAddress },
    ])
    expect((await detectOnChain(chain, compoundAdapter, timelock))?.badges).toEqual([])
  })
})

/** Sets `proposals[1].endBlock` to the block of now: to mine a week of blocks takes minutes. */
async function endVoting(governor: Address): Promise<void> {
  const { number } = await getBlock(chain.client)
  const proposals = keccak256(encodeAbiParameters(parseAbiParameters('uint256, uint256'), [1n, 3n]))
  const index = toHex(BigInt(proposals) + 8n)
  await setStorageAt(chain.client, { address: governor, index, value: toHex(number, { size: 32 }) })
  await mine(chain.client, { blocks: 1 })
}

describe("Uniswap's Governor Alpha (real bytecode)", () => {
  test('behavior: the operations of a proposal are one group with its number', async () => {
    const uni = await deployArtifact(chain, {
      from: admin,
      ...uniArtifact,
      args: [admin, admin, (await now()) + 10n],
    })
    const nonce = await getTransactionCount(chain.client, { address: admin })
    // The timelock is made first and has to know the Governor that follows it.
    const governor = getContractAddress({ from: admin, nonce: BigInt(nonce) + 1n })
    timelock = await deployTimelock(governor)
    const args = [timelock, uni]
    expect(await deployArtifact(chain, { from: admin, ...governorArtifact, args })).toBe(governor)
    const ask = (
      functionName: string,
      args: unknown[],
      to: Address = governor,
      abi = governorArtifact.abi,
    ) =>
      sendTransaction(chain.client, {
        from: admin,
        to,
        data: encodeFunctionData({ abi: abi as Abi, functionName, args }),
      })
    await ask('delegate', [admin], uni, uniArtifact.abi as never)
    const signatures = ['setDelay(uint256)', '', 'a()']
    const three = `0x${(3n * day).toString(16).padStart(64, '0')}`
    const datas = [three, '0x12345678', '0x']
    await ask('propose', [[timelock, stranger, stranger], [0n, 0n, 0n], signatures, datas, 'All'])
    await mine(chain.client, { blocks: 2 })
    await ask('castVote', [1n, true])
    await endVoting(governor)
    await ask('queue', [1n])

    const grouped = async () => {
      const seen = await lookAt(chain, compoundAdapter, timelock)
      const adminLogs = await readRawLogs(chain, compoundAdapter.grouping!, governor)
      const operations = seen.map(({ operation }) => operation)
      return compoundAdapter.grouping!.group({ operations, adminLogs })
    }
    const [group, ...others] = await grouped()
    expect(others).toEqual([])
    expect(group).toMatchObject({ proposalId: 1n })
    expect(group?.operations.map(({ calls }) => calls[0]?.signature)).toEqual([
      'setDelay(uint256)',
      undefined,
      'a()',
    ])
    const standings = async () =>
      (await lookAt(chain, compoundAdapter, timelock)).map(({ standing }) => standing.standing)
    const state = () =>
      readContract(chain.client, {
        abi: governorArtifact.abi as Abi,
        address: governor,
        functionName: 'state',
        args: [1n],
      })
    expect(await standings()).toEqual(['waiting', 'waiting', 'waiting'])
    // Queued, 5, and Executed, 7, as the Governor counts.
    expect(await state()).toBe(5)
    await mineAt(chain, group?.eta ?? 0n)
    expect(await standings()).toEqual(['ready', 'ready', 'ready'])
    // Only the admin may: one by one if it were an account, all at once as it is a Governor.
    const encoded = compoundAdapter.encodeExecute(group!.operations[1]!)
    expect(
      await call(chain.client, { account: admin, to: timelock, data: encoded!.data }).catch(
        () => 'no',
      ),
    ).toBe('no')
    await impersonate(chain, governor)
    const alone = await call(chain.client, { account: governor, to: timelock, data: encoded!.data })
    expect(alone.data).toBeDefined()
    await ask('execute', [1n])
    expect(await standings()).toEqual(['executed', 'executed', 'executed'])
    expect(await state()).toBe(7)
  })
})

describe("OpenZeppelin's Governor in front of it (its own sources)", () => {
  test('behavior: a proposal is queued and executed as one group, two stay two', async () => {
    const nonce = await getTransactionCount(chain.client, { address: admin })
    // The timelock is made first and has to know the Governor that follows it.
    const governor = getContractAddress({ from: admin, nonce: BigInt(nonce) + 1n })
    timelock = await deployTimelock(governor)
    const fixture = readArtifact('GovernorCompoundFixture')
    const { bytecode } = fixture
    const deployed = { from: admin, abi: fixture.abi, bytecode, args: [timelock] }
    expect(await deployArtifact(chain, deployed)).toBe(governor)
    const abi = fixture.abi as Abi
    const ask = (functionName: string, args: unknown[]) =>
      sendTransaction(chain.client, {
        from: admin,
        to: governor,
        data: encodeFunctionData({ abi, functionName, args }),
      })
    const idOf = (args: unknown[]) =>
      readContract(chain.client, { abi, address: governor, functionName: 'getProposalId', args })
    const proposalOf = (description: string) => {
      const described = keccak256(toHex(description))
      const what = [
        [timelock, stranger],
        [0n, 0n],
        [
          encodeFunctionData({ abi: delayAbi, functionName: 'setDelay', args: [3n * day] }),
          toHex(description),
        ],
      ]
      return { propose: [...what, description], hashed: [...what, described] }
    }
    const queued = async (description: string) => {
      const { propose, hashed } = proposalOf(description)
      await ask('propose', propose)
      await mineAt(chain, (await now()) + 2n)
      const id = await idOf(hashed)
      await ask('castVote', [id, 1])
      await mineAt(chain, (await now()) + 12n)
      await ask('queue', hashed)
      return { id, hashed }
    }
    const looked = () => lookAt(chain, compoundAdapter, timelock)
    const standings = async () => (await looked()).map(({ standing }) => standing.standing)
    const groups = async () => {
      const adminLogs = await readRawLogs(chain, compoundAdapter.grouping!, governor)
      const operations = (await looked()).map(({ operation }) => operation)
      return compoundAdapter.grouping!.group({ operations, adminLogs })
    }

    const first = await queued('first')
    const [group] = await groups()
    expect(group).toMatchObject({ proposalId: first.id })
    expect(group?.operations).toHaveLength(2)
    expect(await standings()).toEqual(['waiting', 'waiting'])
    await mineAt(chain, group?.eta ?? 0n)
    expect(await standings()).toEqual(['ready', 'ready'])
    await ask('execute', first.hashed)
    expect(await standings()).toEqual(['executed', 'executed'])

    const second = await queued('second')
    expect((await groups()).map(({ proposalId }) => proposalId)).toEqual([first.id, second.id])
    expect(await standings()).toEqual(['executed', 'executed', 'waiting', 'waiting'])
  })
})
