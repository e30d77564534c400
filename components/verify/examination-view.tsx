import type { Address } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { HashView } from '@/components/address/hash-view'
import { CallList } from '@/components/calls/call-tree'
import { ClearSigningBox } from '@/components/device/clear-signing-box'
import { DeviceViewBox } from '@/components/device/device-view-box'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { KeyValue } from '@/components/ui/key-value'
import type { Examination, ExaminedFact } from '@/lib/core/verify/examination'
import { StatementList } from './statement-list'

/** All that was computed of one document. */
export function ExaminationView({ examination }: { examination: Examination }) {
  const { facts, hashes, refers, statements, calls, isTargetUnknown, views, clear, raw } =
    examination
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <StatementList statements={statements} />
      {hashes.length + refers.length > 0 && (
        <KeyValue
          stacked
          rows={[
            ...hashes.map(
              ({ name, hash }) =>
                [
                  name,
                  <HashView key={hash} hash={hash} large copyLabel={`Copy ${name}`} />,
                ] as const,
            ),
            ...refers.map(
              ({ name, hash }) =>
                [`names as ${name}`, <HashView key={hash} hash={hash} large />] as const,
            ),
          ]}
        />
      )}
      {facts.length > 0 && (
        <KeyValue
          stacked
          rows={facts.map((fact, index) => [
            fact.label,
            // biome-ignore lint/suspicious/noArrayIndexKey: the facts of one document never change places
            <FactValue key={index} fact={fact} />,
          ])}
        />
      )}
      {calls.length > 0 && (
        <section aria-label="Calls" className="grid gap-1">
          <h3>Calls</h3>
          <CallList calls={calls} isTargetUnknown={isTargetUnknown} />
        </section>
      )}
      {(views.length > 0 || raw !== undefined) && (
        <section aria-label="What devices show" className="grid gap-2">
          <h3>What devices show</h3>
          {views.map((view) => (
            <DeviceViewBox key={view.id} view={view} />
          ))}
          {clear.map((shown) => (
            <ClearSigningBox key={shown.descriptor.name} shown={shown} />
          ))}
          {raw !== undefined && (
            <Disclosure
              summary={
                <>
                  <b className="text-ink">Typed data</b> as the wallet is handed it
                </>
              }
            >
              <CodeBlock>{raw}</CodeBlock>
            </Disclosure>
          )}
        </section>
      )}
    </div>
  )
}

function FactValue({ fact: { value, form } }: { fact: ExaminedFact }) {
  if (form === 'address') return <AddressView address={value as Address} full />
  return (
    <span className={form === 'hex' ? 'break-all font-mono text-xs' : 'break-words'}>{value}</span>
  )
}
