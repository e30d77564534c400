import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ServiceFacts, ServiceTransaction } from '@/lib/core/signing/ledger/service-facts'
import { SafeServiceAnswerError } from './safe-service-answer-error'
import { confirmationAnswer, pageAnswer, transactionAnswer } from './wire-answers'

export type FetchServiceFactsParameters = {
  /** Ends in `/api` without a slash. */
  readonly url: string
  readonly safe: ChainAddress
  readonly safeTxHash: Hash
  /** From here on everything that waits is asked for. */
  readonly nonce: bigint
}

/** What a service gives at most in one page; who has more waiting cannot be told of all. */
const largestPage = 200

/**
 * Asks a Safe service for one transaction and for all that wait, and believes nothing: what it says is for the ledger to hold
 * against what is shown. Without a kit, so that it costs a signer's page nothing.
 *
 * @throws SafeServiceAnswerError where it is silent, or says what cannot be read.
 */
export async function fetchServiceFacts(
  parameters: FetchServiceFactsParameters,
): Promise<ServiceFacts> {
  const { url, safe, safeTxHash, nonce } = parameters
  const ask = async <T>(request: string, run: () => Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (cause) {
      throw new SafeServiceAnswerError({ url, request, cause })
    }
  }
  const waiting = `executed=false&nonce__gte=${nonce}&limit=${largestPage}`
  const [answer, pending] = await Promise.all([
    ask('read the transaction', async () => {
      const json = await fetchJson(`${url}/v2/multisig-transactions/${safeTxHash}/`)
      return json === undefined ? undefined : parse(json, safe.chainId)
    }),
    ask('list the transactions', async () => {
      const json = await fetchJson(
        `${url}/v2/safes/${safe.address}/multisig-transactions/?${waiting}`,
      )
      const { next, results } = pageAnswer.parse(json)
      if (next) throw new Error(`More than ${largestPage} transactions wait.`)
      return results.map((result) => parse(result, safe.chainId))
    }),
  ])
  return { answer, pending }
}

/** Undefined where there is nothing at that address. */
async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: 'application/json' } })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`It answered ${response.status}.`)
  return await response.json()
}

function parse(answer: unknown, chainId: number): ServiceTransaction {
  const told = transactionAnswer.parse(answer)
  return {
    safeTxHash: told.safeTxHash,
    transaction: {
      safe: { chainId, address: told.safe },
      target: told.to,
      value: told.value,
      data: told.data,
      operation: told.operation,
      safeTxGas: told.safeTxGas,
      baseGas: told.baseGas,
      gasPrice: told.gasPrice,
      gasToken: told.gasToken,
      refundReceiver: told.refundReceiver,
      nonce: told.nonce,
    },
    confirmations: (told.confirmations ?? []).map((each) => {
      const { owner, signature } = confirmationAnswer.parse(each)
      return { owner, bytes: signature }
    }),
  }
}
