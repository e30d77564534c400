import { callsOf } from '@/lib/core/patch/calls-of'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { inputOfOperation } from './input-of-operation'
import { plainCall } from './plain-call'
import type { ReviewedOperation, ReviewedProtocol, ReviewInput } from './review-input'

/** What is to be reviewed of a record, at the block at which its protocol was read. */
export function reviewInputOf({
  record,
  chain: { facts },
  protocol,
}: {
  record: PatchRecord
  chain: Pick<ProtocolChain, 'facts'>
  protocol: ReviewedProtocol
}): ReviewInput {
  const lead = leadTransaction(record)
  return {
    chainId: facts.chainId,
    block: facts.block,
    protocol: pick(protocol),
    calls: callsOf(record).map(plainCall),
    operation: operationOf(record),
    transaction: lead?.outcome.status === 'pending' ? lead.transaction : undefined,
    patch: record.patch,
  }
}

/** Without what else the configuration says of it: nothing unnamed gets into a report. */
function pick(protocol: ReviewedProtocol): ReviewedProtocol {
  const { name, safe, timelock, guardian, proxies, audits, expects, deploymentBlock } = protocol
  const named = proxies.map((proxy) => ({ name: proxy.name, address: proxy.address }))
  return { name, safe, timelock, guardian, proxies: named, audits, expects, deploymentBlock }
}

/** As the timelock has it, else as the bytes to be signed order it, else as the dossier would be scheduled. */
function operationOf(record: PatchRecord): ReviewedOperation | undefined {
  const { live, operationId, patch } = record
  if (live) return inputOfOperation(live.operation)
  const lead = leadTransaction(record)
  const ordered = operationId && lead && decodeTimelockCall(lead.transaction.data)
  if (ordered && ordered.kind === 'schedule') {
    return { id: ordered.id, content: ordered.content, delay: ordered.delay }
  }
  if (!patch) return undefined
  const { id, ...content } = patchOperation(patch)
  return { id, content, delay: undefined }
}
