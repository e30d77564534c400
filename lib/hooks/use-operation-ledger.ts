import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ChangedSinceShownError, LedgerBlockedError } from '@/lib/actions/ledger-errors'
import { knownContractsOf, type PublicConfig } from '@/lib/config/public-config'
import { BaseError } from '@/lib/core/error/base-error'
import type { Patch } from '@/lib/core/patch/patch'
import { decisiveOperationFacts, differingFacts } from '@/lib/core/signing/ledger/decisive-facts'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { blockingEntries } from '@/lib/core/signing/ledger/may-proceed'
import {
  type OperationLedgerParameters,
  operationLedger,
} from '@/lib/core/signing/ledger/operation-ledger'
import type { ReviewedCodeHash } from '@/lib/core/signing/ledger/reviewed-code-hash'
import type { Operation } from '@/lib/core/timelock/operation'
import { useNodes } from '@/lib/hooks/use-nodes'
import { useWallet } from '@/lib/hooks/use-wallet'
import { operationLedgerFactsQueryOptions } from '@/lib/queries/operation-ledger-facts-query'

export type OperationLedger = {
  /** Empty until there are facts. */
  readonly ledger: readonly LedgerEntry[]
  readonly problem: string | undefined
  /**
   * Reads everything again and holds it against what is shown. Through a Safe the account need not be an executor.
   *
   * @throws LedgerBlockedError, ChangedSinceShownError, RpcUnreachableError
   */
  readonly assertStill: (by: 'account' | 'safe') => Promise<void>
}

/** The ledger of an operation that is ready, kept up to date, and asked again at the moment of pressing. */
export function useOperationLedger(
  config: PublicConfig,
  parameters: {
    readonly operation: Operation
    readonly patch: Patch | undefined
    readonly reviewed: readonly ReviewedCodeHash[] | undefined
    readonly reasons: readonly string[]
    /** Before that nothing is asked. */
    readonly isReady: boolean
  },
): OperationLedger {
  const { operation, patch, reviewed, reasons, isReady } = parameters
  const { account, chainId: walletChainId } = useWallet()
  const nodes = useNodes(config, operation.timelock.chainId)
  const known = useMemo(() => knownContractsOf(config), [config])
  const query = useQuery(
    operationLedgerFactsQueryOptions({ nodes, operation, patch, account, isReady }),
  )
  const ledgerOf = (facts: OperationLedgerParameters['facts']) =>
    operationLedger({
      operation,
      patch,
      known,
      facts,
      walletChainId: account ? walletChainId : undefined,
      reviewed,
      reasons,
    })
  return {
    ledger: query.data && !query.error ? ledgerOf(query.data) : [],
    problem:
      nodes.length === 0 ? 'This browser has no node to ask.' : query.error?.message.split('\n')[0],
    assertStill: async (by) => {
      const shown = query.data
      if (!shown) throw new BaseError('Nothing was checked yet.')
      const { data: now, error } = await query.refetch({ cancelRefetch: true })
      if (error) throw error
      if (!now) throw new BaseError('There is no node to ask.')
      const blocking = blockingEntries(ledgerOf(now)).filter(
        ({ id }) => by === 'account' || id !== 'executor',
      )
      if (blocking.length > 0) throw new LedgerBlockedError(blocking)
      const changes = differingFacts(
        decisiveOperationFacts(shown.chain),
        decisiveOperationFacts(now.chain),
      )
      if (changes.length > 0) throw new ChangedSinceShownError(changes)
    },
  }
}
