import { useState } from 'react'
import type { PublicConfig } from '@/lib/config/public-config'
import type { Call } from '@/lib/core/chain/call'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import { type ImportedBatch, importBatch } from '@/lib/core/patch/import-batch'
import { isSameCalls } from '@/lib/core/patch/is-same-calls'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { ProposalPlan } from '@/lib/core/patch/plan-proposal'

export type BatchImport = {
  /** Writes the form from a file of the Transaction Builder. @throws InvalidBatchError, UnfitBatchError */
  readonly read: (json: string) => ImportedBatch
  /** Brings back what stood in the form before the first of the files. */
  readonly onUndo: () => void
  /** Whether the form makes the very calls of the file; undefined while it makes none yet. */
  readonly isSame: boolean | undefined
}

/** A file of the Transaction Builder as the beginning of a patch. */
export function useBatchImport(parameters: {
  config: PublicConfig
  draft: PatchDraft
  update: (change: (draft: PatchDraft) => PatchDraft) => void
  facts: DraftFacts | undefined
  plan: ProposalPlan
}): BatchImport {
  const { config, draft, update, facts, plan } = parameters
  const [taken, setTaken] = useState<{ before: PatchDraft; calls: readonly Call[] }>()
  return {
    read: (json) => {
      const proxies = Object.values(facts?.proxies ?? {}).flatMap((found) =>
        found.known && found.value.kind !== 'not-a-proxy' ? [found.value] : [],
      )
      const batch = importBatch({ json, draft, protocols: config.protocols, proxies })
      setTaken({ before: taken?.before ?? draft, calls: batch.calls })
      update(() => batch.draft)
      return batch
    },
    onUndo: () => {
      if (taken) update(() => taken.before)
      setTaken(undefined)
    },
    isSame:
      taken && plan.proposal
        ? isSameCalls(patchOperation(plan.proposal.patch).calls, taken.calls)
        : undefined,
  }
}
