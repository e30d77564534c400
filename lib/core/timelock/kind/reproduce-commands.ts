import { preimageOf } from '@/lib/core/timelock/kind/preimage-of'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** A line for a shell in which `RPC_URL` names a node of the reader's own. */
export type ReproduceCommand = {
  /** What it tells, and what to hold it against. */
  readonly title: string
  readonly command: string
}

/** Characters of a line that shells and readers still take. */
const longestCommand = 20_000

/**
 * How to hold an operation against a node without this server: what scheduled it, the hash of its calls, and the contract's word.
 * A line that something unknown would belong to, or that is too long for a shell, is left out.
 */
export function reproduceCommands(operation: QueuedOperation): readonly ReproduceCommand[] {
  const { timelock, kind, instances } = operation
  const scheduled = instances.at(-1)?.scheduled
  const commands: ReproduceCommand[] = []
  if (scheduled) {
    commands.push({
      title: 'The transaction that scheduled it: its events name the calls.',
      command: `cast receipt ${scheduled.transactionHash} --rpc-url "$RPC_URL"`,
    })
  }
  const preimage = preimageOf(operation)
  const id = kind === 'zodiac-delay' ? 'the hash that the contract holds (next line)' : 'the id'
  if (preimage) {
    const { types, values, isPacked } = preimage
    const encode = `cast abi-encode${isPacked ? ' --packed' : ''} "f(${types})"`
    commands.push({
      title: `The hash of its calls, computed by your own machine: it has to be ${id}.`,
      command: `cast keccak $(${[encode, ...values.map(quote)].join(' ')})`,
    })
  }
  for (const { title, signature, args } of questionsOf(operation)) {
    const words = [timelock.address, quote(signature), ...args].join(' ')
    commands.push({ title, command: `cast call ${words} --rpc-url "$RPC_URL"` })
  }
  commands.push({
    title: 'All of its timelock, in a clone of Suture: no server is asked.',
    command: `node bin/suture.mjs timelock ${timelock.address} --rpc "$RPC_URL"`,
  })
  return commands.filter(({ command }) => command.length <= longestCommand)
}

/** Of digits, names and brackets alone. */
const quote = (text: string) => `"${text}"`

type Question = {
  readonly title: string
  readonly signature: string
  readonly args: readonly string[]
}

function questionsOf({ kind, id }: QueuedOperation): readonly Question[] {
  switch (kind) {
    case 'openzeppelin':
    case 'chainlink-rbac': {
      const title =
        'What the contract says of it: 0 not scheduled, 1 executed, else the second from which it can be executed.'
      return [{ title, signature: 'getTimestamp(bytes32)(uint256)', args: [id] }]
    }
    case 'access-manager': {
      const title =
        'What the contract says of it: the second from which it can be executed, or 0 where it is not scheduled, over or expired.'
      return [{ title, signature: 'getSchedule(bytes32)(uint48)', args: [id] }]
    }
    case 'compound': {
      const title = 'Whether it is queued at the contract: neither executed nor cancelled.'
      return [{ title, signature: 'queuedTransactions(bytes32)(bool)', args: [id] }]
    }
    case 'ds-pause': {
      const title = 'Whether it is plotted at the contract: neither executed nor dropped.'
      return [{ title, signature: 'plans(bytes32)(bool)', args: [id] }]
    }
    case 'zodiac-delay': {
      const args = [BigInt(id).toString()]
      const next = 'The number of the next one that the contract executes.'
      return [
        {
          title: 'The hash that the contract holds.',
          signature: 'getTxHash(uint256)(bytes32)',
          args,
        },
        { title: next, signature: 'txNonce()(uint256)', args: [] },
      ]
    }
  }
}
