import { isHash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { transactionOfOperation } from '@/lib/core/timelock/compound/compound-transaction'
import { planOfOperation } from '@/lib/core/timelock/ds-pause/plan'
import type { QueuedOperation, TimelockKind } from '@/lib/core/timelock/kind/queued-operation'

/** What the id of an operation is the hash of, as Solidity declares it and Foundry's `cast abi-encode` reads it. */
export type Preimage = {
  readonly types: string
  readonly values: readonly string[]
  readonly isPacked?: true
}

/**
 * @returns undefined where something of it is unknown, or where it is no hash of what is known. Of a Zodiac Delay it is what
 *   the contract holds under the number.
 */
export function preimageOf(operation: QueuedOperation): Preimage | undefined {
  const { kind, calls, mismatch, missingCalls } = operation
  if (calls.length === 0 || mismatch || missingCalls !== undefined) return undefined
  return byKind[kind](operation)
}

const byKind: Readonly<Record<TimelockKind, (operation: QueuedOperation) => Preimage | undefined>> =
  {
    openzeppelin: ({ calls, salt, encoding, predecessor = none }) => {
      if (salt === undefined || !isHash(salt)) return undefined
      const [call] = calls
      if (call && encoding === 'single') {
        const values = [...valuesOf(call), predecessor, salt]
        return { types: 'address,uint256,bytes,bytes32,bytes32', values }
      }
      if (encoding !== 'batch') return undefined
      const lists = [0, 1, 2].map((at) => listOf(calls.map((each) => valuesOf(each)[at] ?? '')))
      const types = 'address[],uint256[],bytes[],bytes32,bytes32'
      return { types, values: [...lists, predecessor, salt] }
    },
    'chainlink-rbac': ({ calls, salt, predecessor = none }) => {
      if (salt === undefined || !isHash(salt)) return undefined
      const tuples = calls.map((each) => `(${valuesOf(each).join(',')})`)
      const types = '(address,uint256,bytes)[],bytes32,bytes32'
      return { types, values: [listOf(tuples), predecessor, salt] }
    },
    compound: (operation) => {
      const transaction = transactionOfOperation(operation)
      if (!transaction) return undefined
      const { target, value, signature, data, eta } = transaction
      // It may be any text: only what every shell takes for text is put into a command.
      if (!/^[\w(),[\]]*$/.test(signature)) return undefined
      const types = 'address,uint256,string,bytes,uint256'
      return { types, values: [target, `${value}`, signature, data, `${eta}`] }
    },
    'zodiac-delay': ({ calls: [call] }) => {
      if (!call) return undefined
      const values = [...valuesOf(call), call.delegatecall ? '1' : '0']
      return { types: 'address,uint256,bytes,uint8', values, isPacked: true }
    },
    'access-manager': ({ calls: [call], proposer }) => {
      if (!call || !proposer) return undefined
      return { types: 'address,address,bytes', values: [proposer, call.target, call.data] }
    },
    'ds-pause': (operation) => {
      const plan = planOfOperation(operation)
      if (!plan) return undefined
      const { usr, tag, fax, eta } = plan
      return { types: 'address,bytes32,bytes,uint256', values: [usr, tag, fax, `${eta}`] }
    },
  }

const none = `0x${'0'.repeat(64)}` as const

const valuesOf = ({ target, value, data }: Call) => [target, `${value}`, data] as const

const listOf = (values: readonly string[]) => `[${values.join(',')}]`
