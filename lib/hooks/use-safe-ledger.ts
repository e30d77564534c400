import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { Address, Hash } from 'viem'
import { ChangedSinceShownError, LedgerBlockedError } from '@/lib/actions/ledger-errors'
import { knownContractsOf, type PublicConfig } from '@/lib/config/public-config'
import { BaseError } from '@/lib/core/error/base-error'
import type { Patch } from '@/lib/core/patch/patch'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { CheckReviewParameters } from '@/lib/core/signing/ledger/check-review'
import { decisiveFacts, differingFacts } from '@/lib/core/signing/ledger/decisive-facts'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { blockingEntries } from '@/lib/core/signing/ledger/may-proceed'
import { type SafeLedgerFacts, safeLedger } from '@/lib/core/signing/ledger/safe-ledger'
import { readSignedRequests } from '@/lib/hooks/signed-requests'
import { useNodes } from '@/lib/hooks/use-nodes'
import { useWallet } from '@/lib/hooks/use-wallet'
import { safeLedgerFactsQueryOptions } from '@/lib/queries/safe-ledger-facts-query'

export type UseSafeLedgerParameters = {
  readonly transaction: ProposedTransaction
  readonly patch: Patch | undefined
  readonly safe: SafeState
  readonly above: readonly Address[] | undefined
  /** Set for what no service keeps, such as a file: it is then not asked. */
  readonly isWithoutService?: boolean | undefined
}

/**
 * What decides about a Safe transaction, as this browser read it. A failure drops what was read before: facts that cannot be
 * confirmed now are unknown.
 */
export function useSafeLedgerFacts(
  config: PublicConfig,
  { transaction, patch, safe, above, isWithoutService = false }: UseSafeLedgerParameters,
) {
  const nodes = useNodes(config, transaction.transaction.safe.chainId)
  const query = useQuery(
    safeLedgerFactsQueryOptions({ nodes, transaction, patch, safe, above, isWithoutService }),
  )
  const refetch = async (): Promise<SafeLedgerFacts> => {
    const { data, error } = await query.refetch({ cancelRefetch: true })
    if (error) throw error
    if (!data) throw new BaseError('There is no node to ask.')
    return data
  }
  if (nodes.length === 0) {
    const problem = 'This browser has no node to ask: connect a wallet on this chain.'
    return { facts: undefined, problem, refetch }
  }
  if (query.error) {
    return { facts: undefined, problem: query.error.message.split('\n')[0], refetch }
  }
  return { facts: query.data, problem: undefined, refetch }
}

export type SafeLedger = {
  /** Empty until there are facts. */
  readonly ledger: readonly LedgerEntry[]
  readonly problem: string | undefined
  /**
   * Reads everything again and holds it against what is shown.
   *
   * @param signer Who is about to sign: not the connected account where a device signs by itself.
   * @throws LedgerBlockedError, ChangedSinceShownError, RpcUnreachableError
   */
  readonly assertStill: (signer?: Address) => Promise<void>
}

/** The ledger of a Safe transaction, kept up to date, and asked again at the moment of pressing. */
export function useSafeLedger(
  config: PublicConfig,
  parameters: UseSafeLedgerParameters & {
    readonly purpose: 'sign' | 'execute'
    readonly rivals: readonly Hash[]
    readonly review: CheckReviewParameters | undefined
    /** Ids of the entries that the signer has answered. */
    readonly answered: ReadonlySet<string>
  },
): SafeLedger {
  const { transaction, patch, safe, above, purpose, rivals, review, answered } = parameters
  const { account, chainId: walletChainId } = useWallet()
  const { facts, problem, refetch } = useSafeLedgerFacts(config, parameters)
  // A device tells its account only when it is asked to sign: what is found then has to be seen, and answered.
  const [device, setDevice] = useState<Address>()
  const known = useMemo(() => knownContractsOf(config), [config])
  const ledgerOf = (read: SafeLedgerFacts, signer: Address | undefined) =>
    safeLedger({
      purpose,
      subject: {
        transaction: transaction.transaction,
        safeTxHash: transaction.safeTxHash,
        version: safe.version,
        patch,
        known,
        above,
      },
      facts: read,
      rivals,
      signers: [account, signer].flatMap((each) => each ?? []),
      walletChainId: account ? walletChainId : undefined,
      remembered: readSignedRequests(),
      review,
    })
  return {
    ledger: facts ? ledgerOf(facts, device) : [],
    problem,
    assertStill: async (signer) => {
      setDevice(signer)
      if (!facts) throw new BaseError('Nothing was checked yet.')
      const now = await refetch()
      const blocking = blockingEntries(ledgerOf(now, signer), answered)
      if (blocking.length > 0) throw new LedgerBlockedError(blocking)
      const changes = differingFacts(decisiveFacts(facts.chain), decisiveFacts(now.chain))
      if (changes.length > 0) throw new ChangedSinceShownError(changes)
    },
  }
}
