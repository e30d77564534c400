import type { Address } from 'viem'
import { proveClaims } from '@/lib/actions/prove-claims'
import { type NodeSource, readNodes } from '@/lib/actions/read-nodes'
import { readSigningFacts } from '@/lib/actions/read-signing-facts'
import { within } from '@/lib/actions/within'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { fetchServiceFacts } from '@/lib/adapters/safe-service/fetch-service-facts'
import { least } from '@/lib/core/chain/least'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { Patch } from '@/lib/core/patch/patch'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeLedgerFacts } from '@/lib/core/signing/ledger/safe-ledger'
import type { ServiceFacts } from '@/lib/core/signing/ledger/service-facts'
import {
  distinctClaims,
  type ProvenClaim,
  readClaim,
  reclaim,
} from '@/lib/core/signing/ledger/signature-claim'

export type ReadSafeLedgerFactsParameters = {
  /** The first is the one that all rests on; the others are held against it. */
  readonly nodes: readonly NodeSource[]
  /** Ends in `/api`; undefined where no service takes part. */
  readonly serviceUrl: string | undefined
  readonly transaction: ProposedTransaction
  readonly patch: Patch | undefined
  /** The Safes above this one, the nearest first. */
  readonly above?: readonly Address[] | undefined
  /** As the page has it: only its version and nonce are used, and both are checked. */
  readonly safe: Pick<SafeState, 'safe' | 'version' | 'nonce'>
}

/** Milliseconds that the service is waited for. */
const patience = 15_000

/**
 * Reads everything that the ledger of a Safe transaction rests on, all sources at one time, in the browser of who is about
 * to act. A source that is silent is unknown.
 *
 * @throws RpcUnreachableError when not even a block can be read.
 */
export async function readSafeLedgerFacts(
  parameters: ReadSafeLedgerFactsParameters,
): Promise<SafeLedgerFacts> {
  const { nodes, patch, above, safe, serviceUrl: url } = parameters
  const { transaction, safeTxHash } = parameters.transaction
  const nonce = least(safe.nonce, transaction.nonce)
  const asked =
    url === undefined
      ? undefined
      : readKnown(
          'the Safe service',
          within(patience, fetchServiceFacts({ url, safe: transaction.safe, safeTxHash, nonce })),
        )
  const [{ node, own: chain, witnesses }, service, claims] = await Promise.all([
    readNodes({ chainId: transaction.safe.chainId, nodes }, (client, blockNumber) =>
      readSigningFacts(client, { transaction, patch, above, blockNumber }),
    ),
    asked,
    Promise.resolve(asked).then((known) => readClaims(parameters, known)),
  ])
  return { node, chain, witnesses, service, claims }
}

/** Signatures of the page and of the service, recovered here or asked of the chain. */
async function readClaims(
  { nodes, transaction: proposed, safe }: ReadSafeLedgerFactsParameters,
  service: Known<ServiceFacts> | undefined,
): Promise<Known<readonly ProvenClaim[]>> {
  const [first] = nodes
  if (!first) return { known: false, reason: 'There is no node to ask.' }
  const { transaction, safeTxHash, confirmations } = proposed
  const told = service?.known ? [service.value.answer, ...service.value.pending] : []
  const kept = told
    .filter((each) => each?.safeTxHash === safeTxHash)
    .flatMap((each) => each?.confirmations ?? [])
  try {
    const hashes = hashSafeTransaction({ transaction, version: safe.version })
    const claims = await Promise.all([
      ...confirmations.map((each) => reclaim(each, safeTxHash)),
      ...kept.map(({ owner, bytes }) => readClaim({ owner, bytes, safeTxHash })),
    ])
    const distinct = distinctClaims(claims)
    return {
      known: true,
      value: await proveClaims(first.client, { safe, hashes, claims: distinct }),
    }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { known: false, reason: error.shortMessage }
  }
}
