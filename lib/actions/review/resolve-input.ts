import type { Address, Client, Hash } from 'viem'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { Patch } from '@/lib/core/patch/patch'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { RunCall } from '@/lib/core/patch/run-call'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import { inputOfOperation } from '@/lib/core/report/input-of-operation'
import { plainCall } from '@/lib/core/report/plain-call'
import { proxiesOfCalls } from '@/lib/core/report/proxies-of-calls'
import type { ReviewedProtocol, ReviewInput } from '@/lib/core/report/review-input'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

/** What somebody without a configuration may name to have it reviewed. */
export type NamedSubject =
  | { readonly kind: 'patch'; readonly patch: Patch }
  | { readonly kind: 'transaction'; readonly transaction: SafeTransaction }
  | { readonly kind: 'operation'; readonly id: Hash; readonly timelock: Address }
  | { readonly kind: 'upgrade'; readonly proxy: Address; readonly to: Address }

export type ResolveInputParameters = {
  readonly chainId: number
  readonly block: Block
  readonly subject: NamedSubject
  /** First block that can hold an event of the timelock. */
  readonly deploymentBlock: number
  /** Safe whose state belongs to the review, where the subject does not name it. */
  readonly safe?: Address | undefined
}

/** What is to be reviewed does not exist at that block. */
export class NothingToReviewError extends BaseError {
  override readonly name = 'NothingToReviewError'
}

/**
 * Finds out what a review of a subject is about: its calls, its operation, the addresses that belong to it.
 *
 * @throws NothingToReviewError, RpcUnreachableError
 */
export async function resolveInput(
  client: Client,
  parameters: ResolveInputParameters,
): Promise<ReviewInput> {
  const { chainId, block, subject, deploymentBlock } = parameters
  const found = await find(client, parameters)
  const protocol: ReviewedProtocol = {
    safe: found.safe ?? parameters.safe,
    timelock: found.timelock,
    proxies: proxiesOf(found.calls, subject),
    deploymentBlock,
  }
  return {
    chainId,
    block,
    protocol,
    calls: found.calls,
    operation: found.operation,
    transaction: subject.kind === 'transaction' ? subject.transaction : undefined,
    patch: subject.kind === 'patch' ? subject.patch : undefined,
  }
}

type Found = Pick<ReviewInput, 'calls' | 'operation'> & Pick<ReviewedProtocol, 'safe' | 'timelock'>

async function find(client: Client, parameters: ResolveInputParameters): Promise<Found> {
  const { subject } = parameters
  switch (subject.kind) {
    case 'patch': {
      const { calls, safe, timelock } = subject.patch
      const { id, ...content } = patchOperation(subject.patch)
      return { calls, safe, timelock, operation: { id, content } }
    }
    case 'transaction':
      return ofTransaction(subject.transaction)
    case 'operation':
      return await findOperation(client, { ...parameters, ...subject })
    case 'upgrade':
      return { calls: [await planUpgrade(client, { ...parameters, ...subject })] }
  }
}

function ofTransaction(transaction: SafeTransaction): Found {
  const ordered = decodeTimelockCall(transaction.data)
  const safe = transaction.safe.address
  if (ordered?.kind !== 'schedule') return { calls: [plainCall(transaction)], safe }
  const { id, content, delay } = ordered
  const operation = { id, content, delay }
  return { calls: content.calls, safe, timelock: transaction.target, operation }
}

async function findOperation(
  client: Client,
  parameters: ResolveInputParameters & { id: Hash; timelock: Address },
): Promise<Found> {
  const { chainId, block, id, timelock, deploymentBlock } = parameters
  const protocol = { timelock, proxies: [], deploymentBlock }
  const logs = await readTimelockLogs(client, { chainId, protocol, block })
  const { operations } = await readProtocolAt(client, { chainId, protocol, block, logs })
  const live = operations.find(({ operation }) => operation.id === id)
  if (!live) {
    throw new NothingToReviewError('This timelock never scheduled that operation.', {
      facts: [
        ['Operation', id],
        ['Timelock', timelock],
        ['Blocks', `${deploymentBlock} to ${block.number}`],
      ],
      hint: 'Look at --timelock, --from-block and --block, and whether the node serves that chain.',
    })
  }
  const operation = inputOfOperation(live.operation)
  return { calls: live.operation.calls, timelock, operation }
}

async function planUpgrade(
  client: Client,
  parameters: ResolveInputParameters & { proxy: Address; to: Address },
): Promise<RunCall> {
  const { chainId, block, proxy: address, to } = parameters
  const proxy = await readProxy(client, { at: { chainId, address }, blockNumber: block.number })
  if (proxy.kind === 'not-a-proxy') {
    throw new NothingToReviewError('There is no proxy to upgrade at that address.', {
      facts: [
        ['Address', address],
        ['Found', describeNotAProxy(proxy)],
      ],
      hint: 'Give the address of the proxy, then =, then that of the new implementation.',
    })
  }
  return encodeUpgrade({ proxy, to })
}

function proxiesOf(calls: readonly RunCall[], subject: NamedSubject): ReviewedProtocol['proxies'] {
  const given = subject.kind === 'upgrade' ? [subject.proxy] : []
  const declared =
    subject.kind === 'patch' ? subject.patch.upgrades.map(({ proxy }) => proxy.address) : []
  return proxiesOfCalls(calls, [...given, ...declared])
}
