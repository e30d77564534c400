import type { AddressLabels } from '@/components/address/address-labels'
import type { PublicConfig } from '@/lib/config/public-config'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'
import type { DraftNote } from '@/lib/core/patch/draft-note'
import type { PatchDraft } from '@/lib/core/patch/patch-draft'
import type { ProposalPlan } from '@/lib/core/patch/plan-proposal'

/** What every part of the form is drawn from, and the one way to change it. */
export type DraftForm = {
  readonly draft: PatchDraft
  readonly update: (change: (draft: PatchDraft) => PatchDraft) => void
  readonly protocol: PublicConfig['protocols'][number]
  /** Undefined while the chain is being asked. */
  readonly facts: DraftFacts | undefined
  readonly plan: ProposalPlan
  /** Those of the plan and of the dry runs. */
  readonly notes: readonly DraftNote[]
  readonly labels: AddressLabels
}
