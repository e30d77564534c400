import type { ReactNode } from 'react'
import { isHex } from 'viem'
import { BytesDiff } from '@/components/address/address-diff'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import type { LedgerAnchor, LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'

const looks: Readonly<Record<LedgerEntry['verdict'], { kind: VerdictKind; word: string }>> = {
  pass: { kind: 'pass', word: 'pass' },
  warn: { kind: 'warn', word: 'note' },
  fail: { kind: 'fail', word: 'fail' },
  unknown: { kind: 'unknown', word: 'unknown' },
  'needs-acknowledgement': { kind: 'warn', word: 'answer' },
  'not-applicable': { kind: 'not-applicable', word: 'n/a' },
}

/** What a verdict rests on, in words. */
const anchors: Readonly<Record<LedgerAnchor, string>> = {
  chain: 'your node',
  recomputed: 'recomputed here',
  'second-rpc': 'another node',
  service: 'Safe service and server',
  proposer: 'the proposer’s words',
}

/** One check: verdict and title, what it rests on, and below it what was found. */
export function LedgerRow({
  entry,
  open = false,
  answer,
}: {
  entry: LedgerEntry
  open?: boolean | undefined
  answer?: ReactNode
}) {
  const { id, title, verdict, detail, anchor } = entry
  const { kind, word } = looks[verdict]
  return (
    <li data-check={id} data-verdict={verdict}>
      <details open={open}>
        <summary className="min-h-6 py-0.5">
          <Verdict verdict={kind}>{word === kind ? undefined : word}</Verdict>{' '}
          <b className="wrap-anywhere">{title}</b>{' '}
          <span className="text-ink-3 text-xs">{anchors[anchor]}</span>
        </summary>
        <div className="mt-1 grid grid-cols-[minmax(0,1fr)] gap-1.5 pl-4 text-ink-2">
          <p className="wrap-anywhere">
            <UntrustedText text={detail} maxLength={600} />
          </p>
          <Compared entry={entry} />
        </div>
      </details>
      {answer}
    </li>
  )
}

function Compared({ entry: { verdict, expected, found } }: { entry: LedgerEntry }) {
  if (verdict === 'pass') return found === undefined ? null : <Value label="found" value={found} />
  const isDiff = isHex(expected) && isHex(found) && expected.length === found.length
  if (isDiff && expected.length <= 66) return <BytesDiff expected={expected} found={found} />
  return (
    <>
      {expected !== undefined && <Value label="expected" value={expected} />}
      {found !== undefined && <Value label="found" value={found} />}
    </>
  )
}

function Value({ label, value }: { label: string; value: string }) {
  return (
    <p className="break-all text-xs">
      <span className="text-ink-3">{label} </span>
      <span className="font-mono">
        <UntrustedText text={value} maxLength={600} />
      </span>
    </p>
  )
}
