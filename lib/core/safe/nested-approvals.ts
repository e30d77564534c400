import { type Hash, isAddressEqual } from 'viem'
import type { ApprovalStep } from './approval-problem'
import { nestedMessages, readApproval } from './nested-approval'
import type { SafeNode } from './owner-tree'
import type { ProposedTransaction } from './proposed-transaction'
import type { SafeState } from './safe-state'
import { unknownVersion } from './unknown-version'

export type NestedApprovalsParameters = {
  /** What is approved in the end, and its Safe. */
  readonly lead: { readonly transaction: ProposedTransaction; readonly safe: SafeState }
  /** The Safe that owns, and the Safes between that of the lead and it, the one that owns that of the lead first. */
  readonly node: SafeNode
  readonly path: readonly SafeState[]
  /** All that is known of, to find the approvals that are proposed already. */
  readonly transactions: readonly ProposedTransaction[]
}

/** How a Safe that owns another one, or one below it, confirms a transaction of that. */
export type NestedApprovals = {
  /** What it, or a Safe above it, says of its version, where that is none that is known: then nothing else is told here. */
  readonly unknown: string | undefined
  /** Its own transaction that approves the one above; undefined where none is proposed. */
  readonly approval: ProposedTransaction | undefined
  /** What its owners sign where it confirms by EIP-1271 instead. */
  readonly messageHash: Hash | undefined
  /** The lead, then what each Safe on the way has proposed: an approval of the one above. Undefined where one is missing. */
  readonly steps: readonly [ApprovalStep, ...ApprovalStep[]] | undefined
}

/**
 * Both ways in which a nested Safe confirms. Whoever is an owner can say any version: of one that is not known neither is told,
 * and the rest of the page stands.
 *
 * @throws UnknownSafeVersionError of the lead.
 */
export function nestedApprovals(parameters: NestedApprovalsParameters): NestedApprovals {
  const { lead, node, path, transactions } = parameters
  const unknown = [...path, node.state].find(({ version }) => unknownVersion(version))
  if (unknown) {
    const { version } = unknown
    return { unknown: version, approval: undefined, messageHash: undefined, steps: undefined }
  }
  const messages = nestedMessages({
    transaction: lead.transaction.transaction,
    version: lead.safe.version,
    path: [...path, node.state],
  })
  const steps = stepsTo(parameters)
  const parent = steps?.at(-1)
  return {
    unknown: undefined,
    approval: parent && findApproval(transactions, { parent, safe: node.state }),
    messageHash: messages.at(-1)?.messageHash,
    steps,
  }
}

function stepsTo({
  lead,
  path,
  transactions,
}: NestedApprovalsParameters): readonly [ApprovalStep, ...ApprovalStep[]] | undefined {
  const first = stepOf(lead.transaction, lead.safe)
  const more: ApprovalStep[] = []
  for (const safe of path) {
    const approval = findApproval(transactions, { parent: more.at(-1) ?? first, safe })
    if (!approval) return undefined
    more.push(stepOf(approval, safe))
  }
  return [first, ...more]
}

function stepOf(
  { transaction, safeTxHash }: ProposedTransaction,
  { version }: SafeState,
): ApprovalStep {
  return { transaction, safeTxHash, version }
}

function findApproval(
  transactions: readonly ProposedTransaction[],
  { parent, safe }: { parent: ApprovalStep; safe: SafeState },
): ProposedTransaction | undefined {
  return transactions.find(({ transaction, outcome }) => {
    if (!isAddressEqual(transaction.safe.address, safe.safe.address)) return false
    if (outcome.status === 'replaced') return false
    const approval = readApproval(transaction)
    return (
      approval?.safeTxHash === parent.safeTxHash &&
      isAddressEqual(approval.safe, parent.transaction.safe.address)
    )
  })
}
