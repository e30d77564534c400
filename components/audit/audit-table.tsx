import { type Hash, isAddress, isHash } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import type { AuditEntry } from '@/lib/core/api/audit-entry'

/** The record of writes, one request to a row. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <DataTable
      caption="Requests that changed something, or tried to"
      columns={['No.', 'When', 'What', 'About', 'Signed by', 'Answer', 'SHA-256 of the body']}
    >
      {entries.map(({ position, at, kind, route, subject, actor, status, request }) => (
        <tr key={position}>
          <DataCell label="No.">{position}</DataCell>
          <DataCell label="When">
            <TimeView at={at} form="second" />
          </DataCell>
          <DataCell label="What">
            <span className="grid min-w-0">
              <b>{kind}</b>
              <span className="break-all font-mono text-ink-3 text-xs">{route}</span>
            </span>
          </DataCell>
          <DataCell label="About">
            <Named text={subject} copyLabel={`Copy what no. ${position} is about`} />
          </DataCell>
          <DataCell label="Signed by">
            <Named text={actor} copyLabel={`Copy who signed no. ${position}`} />
          </DataCell>
          <DataCell label="Answer">{answerOf(status)}</DataCell>
          <DataCell label="SHA-256 of the body">
            {request ? (
              <ShortHash hash={request} copyLabel={`Copy SHA-256 of no. ${position}`} />
            ) : (
              'not kept'
            )}
          </DataCell>
        </tr>
      ))}
    </DataTable>
  )
}

/** Parts of paths are whatever somebody has sent. */
function Named({ text, copyLabel }: { text: string | undefined; copyLabel: string }) {
  if (text === undefined) return '—'
  if (isHash(text)) return <ShortHash hash={text as Hash} copyLabel={copyLabel} />
  if (isAddress(text, { strict: false })) return <AddressView address={text} copy />
  return (
    <span className="break-all">
      <UntrustedText text={text} maxLength={120} />
    </span>
  )
}

/** The words beside the number: whether anything was written. */
function answerOf(status: number): string {
  if (status < 400) return `${status}, accepted`
  return status < 500 ? `${status}, refused` : `${status}, failed`
}
