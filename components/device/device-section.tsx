import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { Dossier } from '@/lib/core/patch/patch'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { Descriptor } from '@/lib/core/signing/clear-signing/descriptor'
import type { DescriptorStanding } from '@/lib/core/signing/clear-signing/stale-descriptors'
import { carriedTransaction } from '@/lib/core/signing/device/carried-transaction'
import { deviceShowing, type Shown } from '@/lib/core/signing/device/device-showing'
import { CarryBox } from './carry-box'
import { ClearSigningBox } from './clear-signing-box'
import { DeviceViewBox } from './device-view-box'
import { StaleDescriptorsList } from './stale-descriptors-list'

export type DeviceSectionProps = {
  proposed: ProposedTransaction
  /** As the Safe answers `VERSION()`. */
  version: string
  /** Signatures that the Safe asks for. */
  threshold: number
  dossier: Dossier | undefined
  /** Known from the configuration. */
  descriptors: readonly Descriptor[]
  /** What the patch makes of them. */
  standings: readonly DescriptorStanding[]
  /** The page to print. */
  sheet: string
}

/** All that devices show of a Safe transaction and of the transactions that follow from it, and how to carry it away. */
export function DeviceSection(props: DeviceSectionProps) {
  const { proposed, version, threshold, dossier, descriptors, standings, sheet } = props
  const { transaction } = proposed
  const shown = deviceShowing({ proposed, version, threshold, descriptors })
  return (
    <>
      <Section
        id="device-views"
        title="What devices show"
        note="computed by the server from the fields above; the hashes in the rail by your browser"
      >
        <Panel padded>
          <div className="grid gap-2">
            <ShownViews {...shown} />
            <Disclosure
              summary={
                <>
                  <b className="text-ink">Typed data</b> as the wallet is handed it
                </>
              }
            >
              <CodeBlock>{shown.typedData}</CodeBlock>
            </Disclosure>
            {shown.calls.map(({ title, ...call }) => (
              <Disclosure key={title} summary={<b className="text-ink">{title}</b>}>
                <div className="grid gap-2 border-line border-l pl-3">
                  <ShownViews {...call} />
                </div>
              </Disclosure>
            ))}
          </div>
        </Panel>
      </Section>
      {standings.length > 0 && (
        <Section
          title="Descriptors of this patch’s contracts"
          note="ERC-7730, by ABI before and after"
        >
          <Panel padded>
            <StaleDescriptorsList standings={standings} />
          </Panel>
        </Section>
      )}
      <Section title="To another machine" note="canonical JSON of the transaction and its dossier">
        <Panel padded>
          <CarryBox text={carriedTransaction({ transaction, version, dossier })} sheet={sheet} />
        </Panel>
      </Section>
    </>
  )
}

/** One thing as each device shows it, and as one with a descriptor does. */
function ShownViews({ views, clear }: Shown) {
  return (
    <>
      {views.map((view) => (
        <DeviceViewBox key={view.id} view={view} />
      ))}
      {clear.map((one) => (
        <ClearSigningBox key={one.descriptor.name} shown={one} />
      ))}
    </>
  )
}
