import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { type Address, isAddress } from 'viem'
import type { PublicConfig } from '@/lib/config/public-config'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { DraftFacts, DryRun } from '@/lib/core/patch/draft-facts'
import type { DraftNote } from '@/lib/core/patch/draft-note'
import { typedPredecessor } from '@/lib/core/patch/draft-schedule'
import { judgeDryRuns } from '@/lib/core/patch/judge-dry-runs'
import { chosenUpgrades, type PatchDraft } from '@/lib/core/patch/patch-draft'
import { type ProposalPlan, planProposal } from '@/lib/core/patch/plan-proposal'
import { useReader } from '@/lib/hooks/use-reader'
import { useWallet } from '@/lib/hooks/use-wallet'
import { delegatorsQueryOptions } from '@/lib/queries/delegators-query'
import { draftFactsQueryOptions } from '@/lib/queries/draft-facts-query'
import { dryRunsQueryOptions } from '@/lib/queries/dry-runs-query'
import { pendingTransactionsQueryOptions } from '@/lib/queries/pending-transactions-query'

type Protocol = PublicConfig['protocols'][number]

export type NewPatch = {
  readonly facts: DraftFacts | undefined
  readonly plan: ProposalPlan
  readonly notes: readonly DraftNote[]
  /** Why the chain could not be read. What was read before stays. */
  readonly error: BaseError | undefined
  readonly retry: () => void
}

const none: ReadonlyMap<string, DryRun> = new Map()

/** The draft judged by what this browser reads: recomputed on each change of a letter or of the chain. */
export function useNewPatch(parameters: {
  config: PublicConfig
  protocol: Protocol
  draft: PatchDraft
}): NewPatch {
  const { config, protocol, draft } = parameters
  const { chainId, safe, timelock } = protocol
  const reader = useReader(config, chainId)
  const { account, chainId: walletChainId } = useWallet()
  const rows = chosenUpgrades(draft)
  const facts = useQuery(
    draftFactsQueryOptions({
      reader,
      chainId,
      safe,
      timelock,
      proxies: [
        ...protocol.proxies.map(({ address }) => address),
        ...rows.flatMap(({ address }) => readableAddress(address)),
      ],
      implementations: rows.flatMap(({ to }) => readableAddress(to)),
      predecessor: typedPredecessor(draft),
    }),
  )
  const read = useLastFacts({ data: facts.data, desk: `${reader?.uid} ${safe} ${timelock}` })
  const error = reader ? toBaseError(facts.error) : noReader(config, chainId)
  const pending = useQuery(
    pendingTransactionsQueryOptions({
      origin: location.origin,
      state: read?.safe.known ? read.safe.value : undefined,
    }),
  )
  const { data: delegators } = useQuery(
    delegatorsQueryOptions({ safe: { chainId, address: safe }, account }),
  )
  const plan = useMemo(
    () =>
      planProposal({
        draft,
        protocol,
        facts: read,
        pending: pending.data,
        proposer: account && { account, chainId: walletChainId, delegators },
      }),
    [draft, protocol, read, pending.data, account, walletChainId, delegators],
  )
  const calls = plan.upgrades.flatMap(({ call }) => call ?? [])
  const dryRuns = useQuery(dryRunsQueryOptions({ reader, from: timelock, calls }))
  const dryRunNotes = judgeDryRuns({
    upgrades: plan.upgrades,
    dryRuns: dryRuns.data ?? none,
    hasPredecessor: draft.predecessor.trim() !== '',
  })
  return {
    facts: read,
    plan,
    notes: [...plan.notes, ...dryRunNotes, ...(error ? [silentNote(error)] : [])],
    error,
    retry: () => void facts.refetch(),
  }
}

/** What was read last stays in sight while the node is silent; facts of another Safe or node never do. */
function useLastFacts({ data, desk }: { data: DraftFacts | undefined; desk: string }) {
  const [last, setLast] = useState<{ desk: string; data: DraftFacts }>()
  useEffect(() => {
    if (data) setLast({ desk, data })
  }, [data, desk])
  return data ?? (last?.desk === desk ? last.data : undefined)
}

/** What was read before may no longer be so: nothing is proposed on it. */
function silentNote({ shortMessage }: BaseError): DraftNote {
  return { field: 'safe', tone: 'unknown', text: shortMessage }
}

function readableAddress(text: string): Address[] {
  const typed = text.trim()
  if (!isAddress(typed, { strict: false })) return []
  try {
    return [parseAddress(typed)]
  } catch {
    return []
  }
}

function toBaseError(error: Error | null): BaseError | undefined {
  if (error === null) return undefined
  return error instanceof BaseError ? error : new BaseError(error.message, { retry: true })
}

function noReader(config: PublicConfig, chainId: number): BaseError {
  const name = config.chains.find(({ id }) => id === chainId)?.name ?? `chain ${chainId}`
  return new BaseError(`This browser has no way to read ${name} by itself.`, {
    hint: 'Connect a wallet that is on this chain: its node is then asked. Nothing typed is lost.',
  })
}
