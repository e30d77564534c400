import { type Abi, type Address, type Client, type Hash, isAddressEqual, numberToHex } from 'viem'
import { createCodeReviewer, type Workshop } from '@/lib/actions/review/review-code'
import { explainRun } from '@/lib/actions/simulation/explain-run'
import type { PathPlan } from '@/lib/actions/simulation/path-plan'
import { knownPreimages } from '@/lib/actions/simulation/simulate-patch'
import type { ForkLimits } from '@/lib/adapters/fork/forks'
import { askNode, type MinedTransaction, readExecuted } from '@/lib/adapters/fork/read-executed'
import { tracePreimages } from '@/lib/adapters/fork/trace-preimages'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { Effects } from '@/lib/core/simulation/effects'
import { effectsOf } from '@/lib/core/simulation/effects-of'
import type { CountedCall } from '@/lib/core/simulation/execution-frames'
import type { AccountDiff, RawStateDiff } from '@/lib/core/simulation/raw-state-diff'

export type ReadActualEffectsParameters = {
  /** What was executed; its block does not matter. */
  readonly input: ReviewInput
  /** The transaction that scheduled or executed it. */
  readonly hash: Hash
  /** The call of it that counts. */
  readonly counted?: CountedCall | undefined
  /** What was expected: where the node does not trace, the words of storage that are read. */
  readonly expected: Effects
  readonly limits: ForkLimits
}

/**
 * What a transaction of a patch really did: by the traces of its transaction where the node offers them, else by its
 * events and the storage that was expected to change, at its block and the one before.
 *
 * @throws ForkError where there is no receipt.
 */
export async function readActualEffects(
  { client, workshop }: { client: Client; workshop: Workshop },
  { input, hash, counted, expected, limits }: ReadActualEffectsParameters,
): Promise<{ readonly block: Block; readonly effects: Effects }> {
  const mined = await readExecuted(client, { hash, limits })
  const { block, transaction } = mined
  const isTraced = mined.diff.known && transaction.frames.known
  const diff = isTraced ? mined.diff : await readDiff(client, { input, block, expected })
  const { walked, abis } = await explain({ client, workshop }, { input, hash, mined, diff, limits })
  const told = effectsOf({
    walked,
    source: isTraced ? 'trace' : 'receipt',
    at: { number: block.number, timestamp: block.timestamp },
    counted,
    abis,
  })
  if (isTraced) return { block, effects: told }
  const isWrapped = counted !== undefined && !isAddressEqual(transaction.to, counted.to)
  const unseen: Effects['unseen'] = [
    ...told.unseen,
    {
      kinds: ['balance', 'nonce', 'code'],
      reason: 'the node offers no debug_traceTransaction',
    },
    {
      kinds: [],
      reason: `Of storage only the words that were expected to change were read, at blocks ${block.number - 1n} and ${block.number}, with what other transactions of that block did to them.`,
    },
    ...(isWrapped
      ? [
          {
            kinds: ['event', 'transfer', 'allowance'] as const,
            reason: 'without a trace, its events and those around it cannot be told apart',
          },
        ]
      : []),
  ]
  return { block, effects: { ...told, unseen } }
}

type Told = {
  readonly walked: Parameters<typeof effectsOf>[0]['walked']
  readonly abis: Readonly<Record<Address, Abi>>
}

/** The same words for it as for a simulation: layouts and ABIs of the code as it stands after it. */
async function explain(
  { client, workshop }: { client: Client; workshop: Workshop },
  {
    input,
    hash,
    mined: { block, transaction },
    diff,
    limits,
  }: Pick<ReadActualEffectsParameters, 'input' | 'hash' | 'limits'> & {
    mined: MinedTransaction
    diff: Known<RawStateDiff>
  },
): Promise<Told> {
  const { chainId } = input
  const step = { kind: 'execute', title: `Transaction ${hash}` } as const
  const operationId = input.operation?.id
  const plan: PathPlan = { path: 'execute', operationId, overrides: [], steps: [step] }
  const codeAt = async (address: Address) => {
    const code = readAccountCode(client, { chainId, address, blockNumber: block.number })
    const answer = await readKnown(`the code of ${address}`, code)
    return answer.known ? { known: true as const, value: answer.value.code } : answer
  }
  const { told, abis } = await explainRun(
    { reviewCode: createCodeReviewer(workshop), codeAt },
    {
      input,
      plan,
      steps: [{ step, run: { known: true, value: { transaction, diff } } }],
      preimages: knownPreimages(operationId),
      tracePreimages: async () =>
        transaction.gasUsed > limits.tracedGas
          ? { known: false, reason: `more than ${limits.tracedGas} gas` }
          : await readKnown(
              'what was hashed',
              tracePreimages({ request: askNode(client) }, { hash }),
            ),
    },
  )
  return { walked: told, abis }
}

/** The words that were expected to change, before and after the block. */
async function readDiff(
  client: Client,
  {
    input,
    block,
    expected,
  }: Pick<ReadActualEffectsParameters, 'input' | 'expected'> & { block: Block },
): Promise<Known<RawStateDiff>> {
  const { chainId } = input
  const slots = new Map<Address, bigint[]>()
  for (const { kind, contract, place } of expected.effects) {
    if (kind === 'write') slots.set(contract, [...(slots.get(contract) ?? []), BigInt(place)])
  }
  const read = [...slots].map(async ([address, list]) => {
    const at = { chainId, address, slots: list }
    const [before, after] = await Promise.all([
      readStorageWords(client, { ...at, blockNumber: block.number - 1n }),
      readStorageWords(client, { ...at, blockNumber: block.number }),
    ])
    const changes = list.flatMap((slot) => {
      const [old, now] = [before.get(slot), after.get(slot)]
      return old && now && old !== now
        ? [[numberToHex(slot, { size: 32 }), { before: old, after: now }] as const]
        : []
    })
    const account: AccountDiff = { address, storage: new Map(changes) }
    return [address.toLowerCase(), account] as const
  })
  const accounts = await readKnown('storage', Promise.all(read))
  return accounts.known ? { known: true, value: new Map(accounts.value) } : accounts
}
