'use client'

import { HashView } from '@/components/address/hash-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import type { StorageReading } from '@/lib/core/storage-layout/storage-readings'

type Reading = NonNullable<StorageReading['before']>

/** Live values under both layouts: a shift shows as values that make no sense. What reads differently comes first. */
export function StorageReadings({ readings }: { readings: Known<readonly StorageReading[]> }) {
  if (!readings.known) {
    return (
      <Callout tone="unknown" title="Live values are unknown">
        <p>
          <UntrustedText text={readings.reason} />
        </p>
      </Callout>
    )
  }
  const rows = readings.value.toSorted((a, b) => weigh(b) - weigh(a))
  const words = new Map(readings.value.map(({ slot, word }) => [slot, word]))
  if (rows.length === 0) return <Callout title="No live value was read" />
  return (
    <>
      <Panel title="Live values, decoded under both layouts" note={`${rows.length} read`}>
        <DataTable
          caption="What the old and the new code read in the same words of storage"
          columns={['Place', 'Variable', 'Old code reads', 'New code reads', 'Verdict']}
        >
          {rows.map((row) => (
            <ReadingRow key={`${row.slot}:${row.offset}:${row.path}`} reading={row} />
          ))}
        </DataTable>
      </Panel>
      <Panel title="Raw words" note="32 bytes; the low-order byte is the last">
        <DataTable
          caption="The words of storage as they are on the chain"
          columns={['Slot', 'Word']}
        >
          {[...words].map(([slot, word]) => (
            <tr key={String(slot)}>
              <DataCell label="Slot" className="font-mono text-xs">
                {slotName(slot)}
              </DataCell>
              <DataCell label="Word" className="wide-cell">
                <HashView hash={word} copyLabel={`Copy the word of slot ${slotName(slot)}`} />
              </DataCell>
            </tr>
          ))}
        </DataTable>
      </Panel>
    </>
  )
}

function ReadingRow({ reading }: { reading: StorageReading }) {
  const { path, slot, offset, before, after } = reading
  return (
    <tr>
      <DataCell label="Place" className="font-mono text-xs">
        {slotName(slot)}
        {offset !== undefined && `:${offset}`}
      </DataCell>
      <DataCell label="Variable" className="font-mono text-xs">
        <UntrustedText text={path} maxLength={120} />
      </DataCell>
      <DataCell label="Old code reads" side="before">
        <Value reading={before} />
      </DataCell>
      <DataCell label="New code reads" side="after">
        <Value reading={after} strong={!isSame(reading)} />
      </DataCell>
      <DataCell label="Verdict">
        <ReadingVerdict reading={reading} />
      </DataCell>
    </tr>
  )
}

function Value({ reading, strong = false }: { reading: Reading | undefined; strong?: boolean }) {
  if (reading === undefined) return <span className="text-ink-3">no such variable</span>
  return (
    <>
      <span className={`break-all font-mono text-xs leading-5 ${strong ? 'font-semibold' : ''}`}>
        <UntrustedText text={reading.text} maxLength={300} />
      </span>
      <div className="text-ink-3 text-xs">
        <UntrustedText text={reading.type} maxLength={120} />
      </div>
    </>
  )
}

function ReadingVerdict({ reading }: { reading: StorageReading }) {
  const { before, after } = reading
  if (isSame(reading) && !after?.sound)
    return <Verdict verdict="warn">no such value, now too</Verdict>
  if (isSame(reading)) return <Verdict verdict="pass">same value</Verdict>
  if (after && !after.sound) return <Verdict verdict="fail">no such value</Verdict>
  if (!after) return <Verdict verdict="warn">no longer read</Verdict>
  if (!before && after.raw === 0n) return <Verdict verdict="pass">starts empty</Verdict>
  if (!before) return <Verdict verdict="warn">starts with old bytes</Verdict>
  return <Verdict verdict="fail">another value</Verdict>
}

function isSame({ before, after }: StorageReading): boolean {
  return before !== undefined && after !== undefined && before.text === after.text
}

/** What makes no sense weighs most, what stays the same least. */
function weigh(reading: StorageReading): number {
  if (isSame(reading)) return reading.after?.sound ? 0 : 1
  if (reading.after && !reading.after.sound) return 4
  return reading.before && reading.after ? 3 : 2
}

/** Slots of hashes and namespaces are in hexadecimal, those that people count in decimal. */
function slotName(slot: bigint): string {
  return slot < 2n ** 32n ? String(slot) : `0x${slot.toString(16)}`
}
