import type { Hash } from 'viem'
import { patchPath } from '@/components/frame/paths'
import { PredecessorThread, type ThreadNode } from '@/components/operation/predecessor-thread'
import { predecessorOf } from '@/components/patch/record-facts'
import { Section } from '@/components/ui/section'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import type { PatchRecord } from '@/lib/core/patch/patch-record'

/** What must be done before this patch, and what waits for it. Nothing where there is no order. */
export function PredecessorSection({
  desks,
  found: { desk, record },
}: {
  desks: readonly ProtocolDesk[]
  found: FoundRecord
}) {
  if (!record.operationId) return null
  const records = desks
    .filter(({ chainId }) => chainId === desk.chainId)
    .flatMap((each) => each.records)
    .filter(({ timelock }) => timelock?.address === record.timelock?.address)
  const before = predecessorOf(record)
  const after = records.filter((other) => predecessorOf(other) === record.operationId)
  if (!before && after.length === 0) return null
  const nodes = [
    ...(before ? [nodeOf(before, records)] : []),
    nodeOf(record.operationId, records, true),
    ...after.flatMap(({ operationId }) => (operationId ? [nodeOf(operationId, records)] : [])),
  ]
  return (
    <Section title="Order" note="an operation cannot execute before its predecessor is done">
      <PredecessorThread nodes={nodes} />
    </Section>
  )
}

function nodeOf(id: Hash, records: readonly PatchRecord[], isThis = false): ThreadNode {
  const record = records.find(({ operationId }) => operationId === id)
  if (!record) {
    return {
      operationId: id,
      title: 'An operation this timelock does not know',
      state: 'not scheduled here; what waits for it is blocked until it is',
      isDone: false,
    }
  }
  return {
    operationId: id,
    title: record.title,
    href: isThis ? undefined : patchPath(record.key),
    state: isThis ? `${record.stage}, this operation` : record.stage,
    isDone: record.stage === 'executed' || record.stage === 'rolled-back',
    isThis,
  }
}
