import {
  type Address,
  type Client,
  type Hash,
  HttpRequestError,
  isAddressEqual,
  TimeoutError,
} from 'viem'
import type { MinedCall } from '@/lib/actions/timelock/read-mined-calls'
import { askContract } from '@/lib/adapters/rpc/ask-contract'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { NodeSilentError } from '@/lib/adapters/rpc/node-errors'
import { traceAgreedCalls } from '@/lib/adapters/rpc/trace-agreed-calls'
import { traceTransactionCalls } from '@/lib/adapters/rpc/trace-calls'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { callsShown } from '@/lib/core/patch/calls-shown'
import { findProposer, type MadeCall } from '@/lib/core/timelock/kind/find-proposer'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

type Nodes = { readonly nodes: ChainNodes; readonly client: Client }

type Subject = Required<Pick<TimelockAdapter, 'scheduling'>> & {
  readonly timelock: ChainAddress
  readonly askRole: TimelockAdapter['askRole']
  /** At which it is asked who may schedule. */
  readonly block: Block
}

/** So many transactions are traced in a turn: it costs the node more than anything else here. */
const mostTraced = 10

/** One round of looking for who scheduled operations of a timelock; what was asked for one serves the others. */
export class ProposerSearch {
  readonly #nodes: Nodes
  readonly #subject: Subject
  readonly #roles = new Map<Address, Promise<boolean>>()
  readonly #traces = new Map<Hash, Promise<MadeCall[] | undefined>>()
  /** What is said where no trace is asked for. Older transactions come later: what is beyond the memory of the node stays there. */
  #untraced: 'unknown' | 'later' | undefined

  constructor(nodes: Nodes, subject: Subject) {
    this.#nodes = nodes
    this.#subject = subject
  }

  /**
   * Who scheduled an operation. A call of the transaction itself proves it; of a Safe or a Governor that it calls, that the
   * timelock lets them schedule as well; of all else only a trace does.
   *
   * @param call What its transaction calls.
   * @returns `later` where another round has to trace it.
   */
  async proposerOf(
    operation: QueuedOperation,
    call: MinedCall,
  ): Promise<Address | 'unknown' | 'later'> {
    const { scheduling } = this.#subject
    const { from } = call
    const sender = from && findProposer({ operation, scheduling, calls: [{ ...call, from }] })
    if (sender) return sender
    const shown = this.#shownProposer(operation, call)
    if (shown && (await this.#maySchedule(shown))) return shown
    const hash = operation.instances.at(-1)?.scheduled.transactionHash
    if (hash === undefined) return 'unknown'
    const isNew = !this.#traces.has(hash)
    if (isNew && this.#untraced) return this.#untraced
    if (isNew && this.#traces.size >= mostTraced) return 'later'
    const calls = await this.#trace(hash)
    if (!calls) return this.#untraced ?? 'unknown'
    return findProposer({ operation, scheduling, calls }) ?? 'unknown'
  }

  /** By the input of the transaction: through Safes, Governors, and what the timelock itself executes. */
  #shownProposer(operation: QueuedOperation, call: MinedCall): Address | undefined {
    const { scheduling, timelock } = this.#subject
    const { chainId, address } = timelock
    const callsIn = ({ target, data }: Call) =>
      isAddressEqual(target, address)
        ? (scheduling.callsIn?.(data) ?? []).map((each) => ({ ...each, from: address }))
        : []
    const calls = callsShown(call, { chainId, callsIn })
    const governors = [call, ...calls].filter((each) => scheduling.isByGovernor?.(operation, each))
    const accounts = governors.map(({ target }) => target)
    return findProposer({ operation, scheduling, calls, governors: accounts })
  }

  /** Any contract can look like a Safe or a Governor: by the timelock's own word it has to hold the role. */
  #maySchedule(account: Address): Promise<boolean> {
    const known = this.#roles.get(account) ?? this.#askRole(account)
    this.#roles.set(account, known)
    return known
  }

  async #askRole(account: Address): Promise<boolean> {
    const { askRole, scheduling, timelock, block } = this.#subject
    for (const role of scheduling.roles) {
      const question = askRole?.({ role, account, holds: true })
      if (!question) continue
      const questions = question.calls.map((data) => ({ call: { target: timelock.address, data } }))
      const answers = await askContract(this.#nodes.nodes, { questions, block })
      const said = answers.map((each) => ('answer' in each ? each.answer : undefined))
      if (question.read(said) === true) return true
    }
    return false
  }

  async #askTrace(transactionHash: Hash): Promise<MadeCall[] | undefined> {
    const { nodes, client } = this.#nodes
    try {
      return nodes.quorum > 1
        ? await traceAgreedCalls(nodes, { transactionHash })
        : await traceTransactionCalls(client, { transactionHash })
    } catch (error) {
      this.#untraced = isPassing(error) ? 'later' : 'unknown'
      return undefined
    }
  }

  #trace(transactionHash: Hash): Promise<MadeCall[] | undefined> {
    const known = this.#traces.get(transactionHash) ?? this.#askTrace(transactionHash)
    this.#traces.set(transactionHash, known)
    return known
  }
}

/** A node that has no time for it now may have later. */
function isPassing(error: unknown): boolean {
  return [TimeoutError, HttpRequestError, NodeSilentError].some((each) => error instanceof each)
}
