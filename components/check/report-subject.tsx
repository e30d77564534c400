import type { ReactNode } from 'react'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { patchPath, timelockPath } from '@/components/frame/paths'
import { KeyValue, type KeyValueRow } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import type { ReviewInput } from '@/lib/core/report/review-input'

/** What a report is of, as the report itself has it. */
export function ReportSubject({ input }: { input: ReviewInput }) {
  const { chainId, block, protocol, operation, patch } = input
  const { timelock, safe, name } = protocol
  return (
    <Panel title="What it is of" padded>
      <KeyValue
        stacked
        rows={[
          ...row('Protocol', name && <UntrustedText text={name} maxLength={200} />),
          ['Chain', String(chainId)],
          [
            'Block',
            <span key="block">
              {block.number.toLocaleString('en')} <HashView hash={block.hash} />
            </span>,
          ],
          ...row(
            'Timelock',
            timelock && (
              <a href={timelockPath({ chainId, address: timelock })} className="link">
                <AddressView address={timelock} full />
              </a>
            ),
          ),
          ...row('Safe', safe && <AddressView address={safe} full />),
          ...row(
            'Operation id',
            operation && (
              <a href={patchPath(operation.id)} className="link">
                <HashView hash={operation.id} />
              </a>
            ),
          ),
          ...row('Patch digest', patch && <HashView hash={patch.digest} />),
          ['Calls', String(input.calls.length)],
        ]}
      />
    </Panel>
  )
}

function row(label: string, value: ReactNode): readonly KeyValueRow[] {
  return value ? [[label, value]] : []
}
