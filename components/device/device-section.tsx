import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { Dossier } from '@/lib/core/patch/patch'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import {
  clearSignCall,
  clearSignTypedData,
  isClear,
} from '@/lib/core/signing/clear-signing/clear-sign'
import type { Descriptor } from '@/lib/core/signing/clear-signing/descriptor'
import {
  safeCallDescriptor,
  safeMessageDescriptor,
  timelockDescriptor,
} from '@/lib/core/signing/clear-signing/own-descriptors'
import type { DescriptorStanding } from '@/lib/core/signing/clear-signing/stale-descriptors'
import { approveHashCall } from '@/lib/core/signing/device/approve-hash-call'
import { callViews } from '@/lib/core/signing/device/call-views'
import { carriedTransaction } from '@/lib/core/signing/device/carried-transaction'
import { rawTypedData } from '@/lib/core/signing/device/raw-typed-data'
import { typedDataViews } from '@/lib/core/signing/device/typed-data-views'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
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
  const { proposed, version, dossier, descriptors, standings, sheet } = props
  const { transaction } = proposed
  const typedData = safeTypedData({ transaction, version })
  const { safe } = transaction
  const clear = [safeMessageDescriptor(safe, version), ...descriptors]
    .map((descriptor) => clearSignTypedData({ descriptor, typedData }))
    .filter(isClear)
  return (
    <>
      <Section
        id="device-views"
        title="What devices show"
        note="computed by the server from the fields above; the hashes in the rail by your browser"
      >
        <Panel padded>
          <div className="grid gap-2">
            {typedDataViews(typedData).map((view) => (
              <DeviceViewBox key={view.id} view={view} />
            ))}
            {clear.map((shown) => (
              <ClearSigningBox key={shown.descriptor.name} shown={shown} />
            ))}
            <Disclosure
              summary={
                <>
                  <b className="text-ink">Typed data</b> as the wallet is handed it
                </>
              }
            >
              <CodeBlock>{rawTypedData(typedData)}</CodeBlock>
            </Disclosure>
            {sentCalls(props).map(({ title, call }) => (
              <Disclosure key={title} summary={<b className="text-ink">{title}</b>}>
                <div className="grid gap-2 border-line border-l pl-3">
                  {callViews({ call, chainId: safe.chainId }).map((view) => (
                    <DeviceViewBox key={view.id} view={view} />
                  ))}
                  {[
                    call.target === safe.address
                      ? safeCallDescriptor(safe, version)
                      : timelockDescriptor({ chainId: safe.chainId, address: call.target }),
                    ...descriptors,
                  ]
                    .map((descriptor) => clearSignCall({ descriptor, chainId: safe.chainId, call }))
                    .filter(isClear)
                    .map((shown) => (
                      <ClearSigningBox key={shown.descriptor.name} shown={shown} />
                    ))}
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

/** The plain transactions that approve, execute, and in the end execute the operation. */
function sentCalls({ proposed, version, threshold }: DeviceSectionProps) {
  const { transaction, confirmations } = proposed
  const { safe } = transaction
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  const signatures = confirmations.map(({ signature }) => signature)
  const ordered = decodeTimelockCall(transaction.data)
  return [
    { title: 'Approving on chain instead', call: approveHashCall({ safe, safeTxHash }) },
    ...(signatures.length >= threshold
      ? [
          {
            title: 'Executing the Safe transaction, with the signatures gathered so far',
            call: {
              target: safe.address,
              value: 0n,
              data: encodeExecTransaction({ transaction, signatures }),
            },
          },
        ]
      : []),
    ...(ordered?.kind === 'schedule'
      ? [
          {
            title: 'Executing the operation, after its delay',
            call: {
              target: transaction.target,
              value: ordered.content.calls.reduce((sum, { value }) => sum + value, 0n),
              data: encodeExecute(ordered.content),
            },
          },
        ]
      : []),
  ]
}
