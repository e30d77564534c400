import oldController from '@openzeppelin/contracts-4.1.0/build/contracts/TimelockController.json' with {
  type: 'json',
}
import compoundTimelock from '@uniswap/governance/build/Timelock.json' with { type: 'json' }
import {
  type Address,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  keccak256,
  parseAbi,
  toHex,
  zeroHash,
} from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { Call } from '@/lib/core/chain/call'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { cast, castAddress } from './cast'
import type { Harbor } from './harbor'
import type { WorldEvent } from './play-events'

/** Timelocks that belong to nobody whom the demo's desk looks after. */
export type Strangers = {
  /** OpenZeppelin 4.1: its executors can take it over, and its deployer is admin still. */
  openzeppelin: Address
  /** Compound's: what nobody executes in time expires. */
  compound: Address
  /** Operations of the first by what they show. */
  operations: Record<StrangerOperation, Hash>
}

export type StrangerOperation = keyof ReturnType<typeof plans>

const hour = 3_600n
const day = 24n * hour
const delay = 2n * day

export type StrangerEventsParameters = {
  harbor: Harbor
  from: bigint
  to: bigint
  /** Filled in as they come into being. */
  strangers: Strangers
}

/** Before anything was deployed. */
export const noStrangers = (): Strangers => ({
  openzeppelin: '0x',
  compound: '0x',
  operations: {} as Strangers['operations'],
})

/** What somebody else does with two timelocks of their own. */
export function strangerEvents(
  client: AnvilClient,
  { harbor, from, to, strangers }: StrangerEventsParameters,
): WorldEvent[] {
  const owner = castAddress(cast.users[11])
  const deploys: WorldEvent[] = [
    {
      at: from + day + 1_800n,
      run: async () => {
        const args = [delay, [owner], [owner]]
        strangers.openzeppelin = await deploy(client, { ...oldController, owner, args })
        const planned = plans(harbor, strangers.openzeppelin)
        for (const [name, content] of Object.entries(planned)) {
          strangers.operations[name as StrangerOperation] = hashOperation(content)
        }
        strangers.compound = await deploy(client, {
          ...compoundTimelock,
          owner,
          args: [owner, delay],
        })
      },
    },
  ]
  const send = async (target: Address, data: Hex) => {
    await sendTransaction(client, { from: owner, to: target, data })
  }
  const plan = (name: StrangerOperation) => plans(harbor, strangers.openzeppelin)[name]
  const schedule = (at: bigint, name: StrangerOperation, wait = delay): WorldEvent => ({
    at,
    run: () => send(strangers.openzeppelin, encodeSchedule({ ...plan(name), delay: wait })),
  })
  const cancel = (at: bigint, name: StrangerOperation): WorldEvent => ({
    at,
    run: () => send(strangers.openzeppelin, encodeCancel({ id: hashOperation(plan(name)) })),
  })
  return [
    ...deploys,
    schedule(from + 3n * day, 'executed'),
    {
      at: from + 5n * day + hour,
      run: () => send(strangers.openzeppelin, encodeExecute(plan('executed'))),
    },
    schedule(to - 30n * day, 'overlooked'),
    schedule(to - 20n * day, 'rescheduled'),
    cancel(to - 19n * day, 'rescheduled'),
    schedule(to - 12n * day, 'cancelledParent'),
    schedule(to - 11n * day, 'deadEnd'),
    schedule(to - 11n * day + hour, 'behindDeadEnd'),
    cancel(to - 10n * day, 'cancelledParent'),
    schedule(to - 6n * day, 'orphan'),
    schedule(to - 3n * day, 'ready'),
    schedule(to - 2n * hour, 'rescheduled', 4n * day),
    schedule(to - 100n * 60n, 'first', 3n * day),
    schedule(to - 95n * 60n, 'second', 3n * day),
    schedule(to - 90n * 60n, 'third', 3n * day),
    schedule(to - 80n * 60n, 'selfAdministration', 5n * day),
    ...compoundEvents({ harbor, from, to, strangers, send }),
  ]
}

/** What the owner of the first timelock has in mind. */
function plans(harbor: Harbor, timelock: Address) {
  const plan = (name: string, calls: readonly Call[], after?: OperationContent) =>
    ({
      kind: calls.length === 1 ? 'single' : 'batch',
      calls,
      predecessor: after ? hashOperation(after) : zeroHash,
      salt: keccak256(toHex(`stranger: ${name}`)),
    }) as const satisfies OperationContent
  const approve = (amount: bigint): Call => ({
    target: harbor.asset,
    value: 0n,
    data: encodeFunctionData({
      abi: tokenAbi,
      functionName: 'approve',
      args: [castAddress(cast.users[0]), amount],
    }),
  })
  const cancelledParent = plan('cancelled parent', [approve(3n)])
  const deadEnd = plan('dead end', [approve(4n)], cancelledParent)
  const first = plan('first', [approve(7n)])
  const second = plan('second', [approve(8n)], first)
  const nowhere = castAddress(cast.attacker)
  return {
    executed: plan('executed', [approve(1n)]),
    overlooked: plan('overlooked', [approve(2n)]),
    rescheduled: plan('rescheduled', [approve(6n)]),
    cancelledParent,
    deadEnd,
    behindDeadEnd: plan('behind the dead end', [approve(5n)], deadEnd),
    orphan: {
      ...plan('orphan', [approve(9n)]),
      predecessor: keccak256(toHex('nobody’s operation')),
    },
    /** Sends ether that it does not have, and calls an account without code. */
    ready: plan('ready', [
      { ...approve(10n), target: nowhere },
      { target: castAddress(cast.keeper), value: 10n ** 18n, data: '0x' },
    ]),
    first,
    second,
    third: plan('third', [approve(11n)], second),
    selfAdministration: plan('self-administration', [
      {
        target: timelock,
        value: 0n,
        data: encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [hour] }),
      },
    ]),
  }
}

const tokenAbi = parseAbi(['function approve(address spender, uint256 amount) returns (bool)'])

function compoundEvents({
  harbor,
  from,
  to,
  strangers,
  send,
}: StrangerEventsParameters & {
  send: (target: Address, data: Hex) => Promise<void>
}): WorldEvent[] {
  const act = (
    at: bigint,
    functionName: 'queueTransaction' | 'cancelTransaction' | 'executeTransaction',
    {
      signature,
      data,
      eta,
      target,
    }: { signature: string; data: Hex; eta: bigint; target: () => Address },
  ): WorldEvent => ({
    at,
    run: () =>
      send(
        strangers.compound,
        encodeFunctionData({
          abi: compoundAbi,
          functionName,
          args: [target(), 0n, signature, data, eta],
        }),
      ),
  })
  const word = (value: bigint) => toHex(value, { size: 32 })
  const self = () => strangers.compound
  const approve = (eta: bigint, amount: bigint) => ({
    target: () => harbor.asset,
    signature: 'approve(address,uint256)',
    data: `${castAddress(cast.users[1]).replace('0x', '0x000000000000000000000000')}${word(amount).slice(2)}` as Hex,
    eta,
  })
  const raiseDelay = {
    target: self,
    signature: 'setDelay(uint256)',
    data: word(3n * day),
    eta: from + 7n * day,
  }
  const stale = approve(to - 30n * day, 1n)
  const cancelled = approve(to - 5n * day, 2n)
  const ready = approve(to - day, 3n)
  return [
    act(from + 4n * day, 'queueTransaction', raiseDelay),
    act(from + 7n * day + hour, 'executeTransaction', raiseDelay),
    act(to - 34n * day, 'queueTransaction', stale),
    act(to - 9n * day, 'queueTransaction', cancelled),
    act(to - 8n * day, 'cancelTransaction', cancelled),
    act(to - 5n * day, 'queueTransaction', ready),
    act(to - 70n * 60n, 'queueTransaction', approve(to + 4n * day, 4n)),
  ]
}

async function deploy(
  client: AnvilClient,
  {
    abi,
    bytecode,
    owner,
    args,
  }: { abi: readonly unknown[]; bytecode: string; owner: Address; args: unknown[] },
): Promise<Address> {
  const code: Hex = bytecode.startsWith('0x') ? (bytecode as Hex) : `0x${bytecode}`
  const data = encodeDeployData({ abi, bytecode: code, args })
  const { contractAddress } = await sendTransaction(client, { from: owner, data })
  if (!contractAddress) throw new Error('The creation of a timelock has no contract address.')
  return getAddress(contractAddress)
}
