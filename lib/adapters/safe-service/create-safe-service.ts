import type { Address, Hash, Hex } from 'viem'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import {
  type ParsedTransaction,
  parseProposedTransaction,
  type Rejection,
} from './parse-proposed-transaction'
import { SafeServiceAnswerError } from './safe-service-answer-error'
import { delegateAnswer, pageAnswer } from './wire-answers'

export type CreateSafeServiceParameters = {
  /** Absolute, ends in `/api` without a slash: that of the embedded service or of any Safe Transaction Service. */
  url: string
  chainId: number
  /** On the server only: in a browser it would be everybody's. */
  apiKey?: string | undefined
}

export type ProposeParameters = {
  transaction: SafeTransaction
  safeTxHash: Hash
  sender: Address
  signature: Hex
  /** At most 200 characters. */
  origin?: string | undefined
}

export type ListParameters = {
  /** The Safe as read from the chain: what the service says is held against it. */
  state: SafeState
  /** Highest nonces first. Default 200. */
  limit?: number | undefined
}

export type ListedTransactions = {
  readonly transactions: readonly ProposedTransaction[]
  /** What the service said that is not so. Anything here is worth showing. */
  readonly rejected: readonly Rejection[]
}

/** A Safe Transaction Service, believed nothing that can be recomputed. Every function throws SafeServiceAnswerError. */
export type SafeService = {
  propose(parameters: ProposeParameters): Promise<void>
  /** One or more signatures, concatenated. */
  confirm(parameters: { safeTxHash: Hash; signature: Hex }): Promise<void>
  list(parameters: ListParameters): Promise<ListedTransactions>
  /** Undefined inside where the service says something else than was asked for. */
  get(parameters: { safeTxHash: Hash; state: SafeState }): Promise<ParsedTransaction>
  /** In whose name an account may propose at a Safe. Only the service knows, and only the service asks. */
  delegators(parameters: { safe: Address; delegate: Address }): Promise<Address[]>
}

/** What the services give at most in one page. */
const largestPage = 200

/** Talks to a Safe Transaction Service through api-kit, which is loaded at the first request. */
export function createSafeService({
  url,
  chainId,
  apiKey,
}: CreateSafeServiceParameters): SafeService {
  const ask = async <T>(request: string, run: (kit: ApiKit) => Promise<T>): Promise<T> => {
    const kit = await loadApiKit({ url, chainId, apiKey })
    try {
      return await run(kit)
    } catch (cause) {
      throw new SafeServiceAnswerError({ url, request, cause })
    }
  }
  return {
    propose: ({ transaction, safeTxHash, sender, signature, origin }) =>
      ask('propose the transaction', (kit) =>
        kit.proposeTransaction({
          safeAddress: transaction.safe.address,
          safeTransactionData: toWire(transaction),
          safeTxHash,
          senderAddress: sender,
          senderSignature: signature,
          ...(origin === undefined ? {} : { origin }),
        }),
      ),
    confirm: async ({ safeTxHash, signature }) => {
      await ask('confirm the transaction', (kit) => kit.confirmTransaction(safeTxHash, signature))
    },
    list: async ({ state, limit = largestPage }) => {
      const answers: unknown[] = []
      while (answers.length < limit) {
        const page = {
          limit: Math.min(limit - answers.length, largestPage),
          offset: answers.length,
        }
        const answer = await ask('list the transactions', async (kit) =>
          pageAnswer.parse(await kit.getMultisigTransactions(state.safe.address, page)),
        )
        answers.push(...answer.results)
        if (!answer.next || answer.results.length === 0) break
      }
      const parsed = await Promise.all(
        answers.slice(0, limit).map((answer) => parseProposedTransaction(answer, state)),
      )
      return {
        transactions: parsed.flatMap(({ transaction }) => (transaction ? [transaction] : [])),
        rejected: parsed.flatMap(({ rejected }) => rejected),
      }
    },
    delegators: async ({ safe, delegate }) => {
      const answer = await ask('list the delegates', async (kit) =>
        pageAnswer.parse(await kit.getSafeDelegates({ delegateAddress: delegate })),
      )
      return answer.results.flatMap((result) => {
        const parsed = delegateAnswer.safeParse(result)
        if (!parsed.success || parsed.data.delegate !== delegate) return []
        const { safe: at, delegator } = parsed.data
        return at == null || at === safe ? [delegator] : []
      })
    },
    get: async ({ safeTxHash, state }) => {
      const answer = await ask('read the transaction', (kit) => kit.getTransaction(safeTxHash))
      const parsed = await parseProposedTransaction(answer, state)
      if (!parsed.transaction || parsed.transaction.safeTxHash === safeTxHash) return parsed
      const reason = `was answered instead of ${safeTxHash}`
      const other = { safeTxHash: parsed.transaction.safeTxHash, owner: undefined, reason }
      return { transaction: undefined, rejected: [...parsed.rejected, other] }
    },
  }
}

type ApiKit = InstanceType<typeof import('@safe-global/api-kit').default>

async function loadApiKit({ url, chainId, apiKey }: CreateSafeServiceParameters): Promise<ApiKit> {
  const { default: loaded } = await import('@safe-global/api-kit')
  // Without a bundler the CommonJS build arrives wrapped once more.
  const ApiKit = 'default' in loaded ? (loaded.default as typeof loaded) : loaded
  return new ApiKit({
    chainId: BigInt(chainId),
    txServiceUrl: url,
    ...(apiKey === undefined ? {} : { apiKey }),
  })
}

function toWire(transaction: SafeTransaction) {
  return {
    to: transaction.target,
    value: String(transaction.value),
    data: transaction.data,
    operation: transaction.operation === 'delegatecall' ? 1 : 0,
    safeTxGas: String(transaction.safeTxGas),
    baseGas: String(transaction.baseGas),
    gasPrice: String(transaction.gasPrice),
    gasToken: transaction.gasToken,
    refundReceiver: transaction.refundReceiver,
    nonce: Number(transaction.nonce),
  }
}
