import type { ReactNode } from 'react'
import type { Address } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { PageHeader } from '@/components/frame/page-header'
import {
  changesPath,
  checksPath,
  patchPath,
  signPath,
  simulationPath,
} from '@/components/frame/paths'
import type { SignatureProgress } from '@/components/safe/signature-progress'
import { TimeView } from '@/components/time/time-view'
import { Tabs } from '@/components/ui/tabs'
import { Count } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { SeverityTag } from './severity-tag'

export type PatchTab = 'summary' | 'changes' | 'checks' | 'simulation' | 'sign'

export type PatchHeaderProps = {
  record: PatchRecord
  tab: PatchTab
  /** Of the Safe transaction that collects signatures; without it there is nothing to sign and no tab for it. */
  progress?: SignatureProgress | undefined
  /** How many checks failed when it was reviewed last; undefined where it was not. */
  failures?: number | undefined
  /** From the address book. */
  proposerLabel?: string | undefined
  actions?: ReactNode
  /** Between title and tabs: the stage seam. */
  children?: ReactNode
}

/** The head of every page of one patch. */
export function PatchHeader(props: PatchHeaderProps) {
  const { record, tab, progress, failures, proposerLabel, actions, children } = props
  const lead = leadTransaction(record)
  const crumb =
    record.operationId && !record.patch ? 'operation' : lead && `nonce ${lead.transaction.nonce}`
  return (
    <>
      <PageHeader
        title={<UntrustedText text={record.title} maxLength={200} />}
        crumbs={[{ label: 'Queue', href: '/queue' }, { label: crumb ?? 'patch' }]}
        actions={actions}
        lead={
          <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1.5 text-ink-3 text-xs">
            {record.patch && <SeverityTag severity={record.patch.severity} />}
            {lead && (
              <Proposed
                by={lead.proposer}
                delegate={lead.proposedByDelegate}
                at={lead.submittedAt}
                label={proposerLabel}
              />
            )}
            <Identity record={record} />
          </div>
        }
      />
      {children}
      <Tabs
        label="Patch"
        tabs={[
          { href: patchPath(record.key), label: 'Summary', current: tab === 'summary' },
          { href: changesPath(record.key), label: 'Changes', current: tab === 'changes' },
          {
            href: checksPath(record.key),
            label: 'Checks',
            current: tab === 'checks',
            badge: failures !== undefined && failures > 0 && (
              <Verdict verdict="fail">{failures}</Verdict>
            ),
          },
          {
            href: simulationPath(record.key),
            label: 'Simulation',
            current: tab === 'simulation',
          },
          ...(progress || tab === 'sign'
            ? [
                {
                  href: signPath(record.key),
                  label: 'Sign',
                  current: tab === 'sign',
                  badge: progress && (
                    <Count>
                      {progress.signed} of {progress.threshold ?? '?'}
                    </Count>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  )
}

function Proposed({
  by,
  delegate,
  at,
  label,
}: {
  by: Address | undefined
  delegate: Address | undefined
  at: bigint
  label: string | undefined
}) {
  return (
    <span>
      Proposed{' '}
      {by && (
        <>
          by{' '}
          {delegate && (
            <>
              the delegate <AddressView address={delegate} /> for{' '}
            </>
          )}
          <AddressView address={by} label={label} />,{' '}
        </>
      )}
      <TimeView at={at} /> UTC
    </span>
  )
}

function Identity({ record }: { record: PatchRecord }) {
  if (record.patch) {
    return (
      <span>
        patch digest <ShortHash hash={record.patch.digest} copyLabel="Copy patch digest" />
      </span>
    )
  }
  if (record.operationId) {
    return (
      <span>
        operation <ShortHash hash={record.operationId} copyLabel="Copy operation id" />
      </span>
    )
  }
  return (
    <span>
      safeTxHash <ShortHash hash={record.key} copyLabel="Copy safeTxHash" />
    </span>
  )
}
