import { CustodyChain } from '@/components/operation/custody-chain'
import { Callout } from '@/components/ui/callout'
import { Section } from '@/components/ui/section'
import { custodyVerdict } from '@/lib/core/patch/chain-of-custody'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { loadCustody } from './load-custody'

/** The hands through which the operation goes, with its bytes and code at each. */
export async function CustodySection({
  found,
  desks,
}: {
  found: FoundRecord
  desks: readonly ProtocolDesk[]
}) {
  const steps = await loadCustody(found, desks)
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
      <CustodyChain steps={steps} recordKey={found.record.key} />
    </Section>
  )
}
