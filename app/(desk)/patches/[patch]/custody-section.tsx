import { CustodyChain } from '@/components/operation/custody-chain'
import { Callout } from '@/components/ui/callout'
import { Section } from '@/components/ui/section'
import { heardClient } from '@/lib/actions/heard-client'
import { readCustodyCodes } from '@/lib/actions/read-custody-codes'
import { getServerContext } from '@/lib/config/server-context'
import { chainOfCustody, custodyVerdict } from '@/lib/core/patch/chain-of-custody'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { FoundRecord } from '@/lib/core/patch/find-record'

/** Milliseconds until the nodes of a chain count as silent. */
const patience = 3_000

/** The hands through which the operation goes, with its bytes and code at each. */
export async function CustodySection({
  found: { desk, record },
  desks,
}: {
  found: FoundRecord
  desks: readonly ProtocolDesk[]
}) {
  if (!record.operationId) return null
  const { chainId } = desk
  const client = await heardClient(await getServerContext(), { chainId, patience })
  const instances = record.live?.operation.instances ?? []
  const codeAt = await readCustodyCodes(client, {
    chainId,
    addresses: record.patch?.upgrades.map(({ to }) => to.address) ?? [],
    blocks: [
      ...[...record.schedules, ...record.executions].flatMap(({ outcome }) =>
        outcome.status === 'executed' ? [outcome.blockNumber] : [],
      ),
      ...instances.flatMap(({ scheduled, executed }) => [
        scheduled.blockNumber,
        ...(executed ? [executed.blockNumber] : []),
      ]),
    ],
  })
  const steps = chainOfCustody({
    record,
    transactions: desks.flatMap(({ records }) =>
      records.flatMap((each) => [...each.schedules, ...each.executions, ...each.others]),
    ),
    codeAt,
  })
  if (steps.length === 0) return null
  return (
    <Section title="Chain of custody" note="the same bytes and the same code at every step">
      {custodyVerdict(steps) === 'fail' && (
        <div className="mb-3">
          <Callout tone="fail" title="The chain of custody is broken">
            <p>What one step had is not what another has. Sign and execute nothing of it.</p>
          </Callout>
        </div>
      )}
      <CustodyChain steps={steps} recordKey={record.key} />
    </Section>
  )
}
