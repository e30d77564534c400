import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Address,
  encodeFunctionData,
  type Hex,
  numberToHex,
  pad,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import type { Call } from '@/lib/core/chain/call'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

export type PlayQueuesParameters = {
  readonly timelocks: readonly Address[]
  /** Proposes, executes and cancels. */
  readonly proposer: Address
  readonly random: (below: number) => number
  /** Resolves when the newest blocks were read and told, or nobody waits for that any longer. They are replaced then. */
  readonly whenTold: () => Promise<void>
}

/** Of each timelock. */
const operations = 40
/** Seconds that the timelocks ask for at least, and blocks as well: one has one second. */
const shortDelay = 60n
/** Waits until the end. */
const longDelay = 1_000_000n

const rounds = 40
const stepsPerRound = 10
/** Milliseconds in which a round is looked at. */
const pause = 250
/** One round in so many is replaced by another one, deeper every other time than anybody expects. */
const reorgEvery = 8
const depths = [3, 12]
/** Between these, blocks are replaced twice in a row, whatever anybody is at just then; some that nobody takes for new any more. */
const suddenDepths = [2, 9, 40]
/** Milliseconds after which they are, at most. */
const suddenly = 400

/**
 * Schedules, executes and cancels singles, batches and operations with predecessors at random, and has the chain replace
 * blocks that were read. What is on the chain afterwards is decided by the random numbers alone.
 */
export async function playQueues(client: AnvilClient, parameters: PlayQueuesParameters) {
  const { random } = parameters
  const play = async (steps: number) => {
    for (let n = 0; n < steps; n++) await step(client, parameters)
  }
  await client.setBlockTimestampInterval({ interval: 1 })
  for (let round = 1; round <= rounds; round++) {
    if (round % reorgEvery === 0) {
      const depth = depths[(round / reorgEvery) % depths.length] ?? 0
      const before = await client.snapshot()
      await play(depth)
      await parameters.whenTold()
      await client.revert({ id: before })
      // More than there were: a node that knows less takes nothing back.
      await play(depth + 1)
    } else if (round % reorgEvery === reorgEvery / 2) {
      const depth = suddenDepths[Math.floor(round / reorgEvery) % suddenDepths.length] ?? 0
      for (const more of [0, 1]) {
        const before = await client.snapshot()
        await play(depth + more)
        await sleep(random(suddenly))
        await client.revert({ id: before })
      }
      await play(depth + 2)
    }
    await play(stepsPerRound)
    await sleep(pause)
  }
  // What has a short delay is due, and was asked about since then.
  await client.setBlockTimestampInterval({ interval: Number(shortDelay) })
  for (let n = 0; n < 30; n++) {
    await client.mine({ blocks: 1 })
    await sleep(pause / 2)
  }
}

/** What cannot be done now is a block without events. */
async function step(
  client: AnvilClient,
  { timelocks, proposer, random }: PlayQueuesParameters,
): Promise<void> {
  const to = timelocks[random(timelocks.length)] ?? zeroAddress
  const number = random(operations)
  const content = contentOf(to, number)
  const what = random(20)
  const delay = number % 8 === 7 ? longDelay : shortDelay
  let data = encodeCancel({ id: hashOperation(content) })
  if (what < 10) data = encodeSchedule({ ...content, delay })
  else if (what < 18) data = encodeExecute(content)
  await sendTransaction(client, { from: proposer, to, data, allowRevert: true })
}

/**
 * Every third a batch, some without calls, of which no event tells and for which nothing waits; chains of three one after the other,
 * some after what is nowhere, some of the timelock itself.
 */
function contentOf(timelock: Address, number: number): OperationContent {
  const salt = numberToHex(number + 1, { size: 32 })
  const updateDelay = encodeFunctionData({
    abi: timelockAbi,
    functionName: 'updateDelay',
    args: [shortDelay - BigInt(number)],
  })
  const data: Hex = number % 5 === 1 ? updateDelay : '0x'
  const call: Call = { target: number % 5 === 1 ? timelock : receiver, value: 0n, data }
  const isSilent = number % 16 === 3
  const isBatch = number % 3 === 0 || isSilent
  return {
    kind: isBatch ? 'batch' : 'single',
    calls: isSilent ? [] : isBatch ? [call, { target: receiver, value: 0n, data: salt }, call] : [call],
    predecessor: predecessorOf(timelock, number),
    salt,
  }
}

function predecessorOf(timelock: Address, number: number): Hex {
  if (number % 4 >= 2) return hashOperation(contentOf(timelock, number - 1))
  return number % 16 === 5 ? pad('0x05') : zeroHash
}

const receiver = pad('0xe7', { size: 20 })
