'use client'

import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { CodeBlock } from '@/components/ui/code-block'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { KeyValue } from '@/components/ui/key-value'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { Anchor, Finding } from '@/lib/core/check/finding'
import type { MergedFinding } from '@/lib/core/report/merge-findings'

const anchorWords: Record<Anchor, string> = {
  chain: 'chain',
  recomputed: 'recomputed',
  'third-party': 'third party',
  proposer: 'proposer',
}

const anchorMeaning: Record<Anchor, string> = {
  chain: 'Read from the chain.',
  recomputed: 'Recomputed here from bytes.',
  'third-party': 'Told by a service or a file of others.',
  proposer: 'Told by the proposer alone, so it never passes.',
}

const kindMeaning: Record<Finding['kind'], string> = {
  integrity: 'Only by other facts: it compares what has to be equal.',
  judgement: 'People who look: an owner’s typed reason, where it failed.',
}

export type FindingRowProps = {
  finding: MergedFinding
  id?: string | undefined
  /** Where the changes show what each observation points at. */
  places?: readonly (string | undefined)[] | undefined
  /** What owners answered to it, and where to answer it. */
  answer?: ReactNode
}

/**
 * One finding: what, in a line; behind it the evidence, what it rests on, where it went wrong before, what to do. It is
 * drawn on both sides: of a hundred findings the words are a fifth of what is drawn of them.
 */
export function FindingRow({ finding, id, places, answer }: FindingRowProps) {
  const { check, title, verdict, detail, anchor, subject } = finding
  return (
    <details open={verdict === 'fail'} className="border-line border-b last:border-b-0">
      <summary className="grid list-none grid-cols-[7.5rem_4rem_minmax(0,1fr)_auto] items-baseline gap-x-3 px-4 py-2.5 text-sm hover:bg-sunken max-md:grid-cols-[auto_auto_1fr] max-md:px-3">
        <span>
          <Verdict verdict={verdict} boxed />
        </span>
        <span className="font-mono text-xs">{check}</span>
        <span className="max-md:order-last max-md:col-span-3 max-md:mt-1">
          <b>{title}</b>{' '}
          <span className="text-ink-2">
            <UntrustedText text={detail} maxLength={300} />
          </span>{' '}
          {subject !== 'patch' && (
            <span className="text-ink-3 text-xs">
              <UntrustedText text={subject} maxLength={200} />
            </span>
          )}
        </span>
        <span className="text-right">
          {anchor && (
            <Tag tone={anchor === 'proposer' ? 'unknown' : 'plain'}>{anchorWords[anchor]}</Tag>
          )}
        </span>
      </summary>
      <FindingDetails finding={finding} id={id} places={places} answer={answer} />
    </details>
  )
}

function FindingDetails({ finding, id, places = [], answer }: FindingRowProps) {
  const { anchor, incident, remedy, reproduce, kind, simulatedAt, replayedAt } = finding
  const { evidence } = finding
  // Hundreds of rows would bury the next finding; a few more are not worth a fold.
  const first = evidence.length > 30 ? 20 : evidence.length
  return (
    // A link to something within makes the browser open what it is folded in.
    <div id={id} className="grid scroll-mt-28 gap-3 px-4 pt-1 pb-4 pl-[14rem] max-md:px-3">
      {evidence.length > 0 && (
        <Evidence caption="Evidence" evidence={evidence.slice(0, first)} places={places} />
      )}
      {evidence.length > first && (
        <Disclosure summary={`${evidence.length - first} more of its evidence`}>
          <Evidence
            caption="More evidence"
            evidence={evidence.slice(first)}
            places={places.slice(first)}
          />
        </Disclosure>
      )}
      <KeyValue
        stacked
        rows={[
          ...(anchor ? [['Trust anchor', anchorMeaning[anchor]] as const] : []),
          ...(simulatedAt === undefined
            ? []
            : [['Simulated', `at block ${simulatedAt.toLocaleString('en')}`] as const]),
          ...(replayedAt === undefined
            ? []
            : [['Replayed', `up to block ${replayedAt.toLocaleString('en')}`] as const]),
          ...(incident ? [['Named after', incident] as const] : []),
          ...(remedy ? [['To fix', remedy] as const] : []),
          ['Answered by', kindMeaning[kind]],
        ]}
      />
      {answer}
      <CodeBlock>{reproduce}</CodeBlock>
    </div>
  )
}

function Evidence({
  caption,
  evidence,
  places,
}: {
  caption: string
  evidence: MergedFinding['evidence']
  places: readonly (string | undefined)[]
}) {
  return (
    <DataTable caption={caption} columns={['Where', 'What']}>
      {evidence.map(({ where, what }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the evidence of a report never changes places
        <tr key={index}>
          <DataCell label="Where" className="wrap-anywhere font-mono text-xs">
            <Where where={where} href={places[index]} />
          </DataCell>
          <DataCell label="What" className="wrap-anywhere">
            <UntrustedText text={what} maxLength={1000} />
          </DataCell>
        </tr>
      ))}
    </DataTable>
  )
}

function Where({ where, href }: { where: string; href: string | undefined }) {
  const text = <UntrustedText text={where} maxLength={500} />
  if (!href) return text
  return (
    <a href={href} className="link">
      {text}
    </a>
  )
}
