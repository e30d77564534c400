import { loadDesks } from '@/app/(desk)/load-desks'
import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { etaOf } from '@/components/patch/record-facts'
import { signatureProgress } from '@/components/safe/signature-progress'
import { attentionQuery } from '@/lib/core/api/attention-answers'
import { readQuery } from '@/lib/core/api/read-query'
import { type Attention, attentionOf } from '@/lib/core/patch/attention'
import { callsBesidesUpgrades } from '@/lib/core/patch/calls-besides-upgrades'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import { rivalsOf } from '@/lib/core/patch/rivals-of'

/** What can be done now, as the overview has it. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { account } = readQuery(attentionQuery, new URL(request.url).searchParams)
    const { desks } = await loadDesks()
    const protocols = desks.map((desk) => ({
      protocol: desk.name,
      chainId: desk.chainId,
      block: desk.chain?.facts.block,
      readAt: desk.readAt,
      stale: desk.stale,
      sources: desk.sources,
      items: desk.chain && attentionOf(desk, account).map((item) => itemOf(item, desk)),
    }))
    return valueResponse(request, { protocols })
  } catch (error) {
    return errorResponse(error)
  }
}

function itemOf(
  { kind, record, transaction, safe }: Attention,
  { records, alarms = [] }: ProtocolDesk,
) {
  const { key, title, patch } = record
  return {
    ...{ kind, key, title },
    due: kind === 'execute-operation' ? etaOf(record) : undefined,
    transaction: transaction && {
      safeTxHash: transaction.safeTxHash,
      nonce: transaction.transaction.nonce,
      ...signatureProgress({ transaction, safe }),
      rivals: rivalsOf(transaction, records).map((rival) => rival.transaction.safeTxHash),
    },
    besides: patch ? callsBesidesUpgrades(patch.calls, patch.upgrades).length : 0,
    isDrifting: alarms.some((alarm) => alarm.patch === key),
  }
}
