import type { ReactNode } from 'react'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { CodeBlock } from '@/components/ui/code-block'
import { Disclosure } from '@/components/ui/disclosure'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { DecodedCall, DecodingConfidence } from '@/lib/core/calldata/decoded-call'
import { tellEther } from '@/lib/core/chain/tell-ether'
import { CallArgument } from './call-argument'

export type CallTreeProps = {
  call: DecodedCall
  labels?: AddressLabels | undefined
  /** Said beside the outermost call, e.g. "after 2 days". */
  note?: ReactNode
}

/** What a call does, and every call it carries, from the bytes alone. What could not be read is said, never left out. */
export function CallTree({ call, labels, note }: CallTreeProps) {
  return (
    <ol className="grid">
      <CallNode call={call} labels={labels} note={note} depth={0} />
    </ol>
  )
}

/** The tree of several calls that run one after another. */
export function CallList({
  calls,
  labels,
  isTargetUnknown,
}: {
  calls: readonly DecodedCall[]
  labels?: AddressLabels | undefined
  /** Where the outermost calls go is not told. */
  isTargetUnknown?: boolean | undefined
}) {
  return (
    <ol className="grid">
      {calls.map((call, index) => (
        <CallNode
          // biome-ignore lint/suspicious/noArrayIndexKey: the calls of one operation never change places
          key={index}
          call={call}
          labels={labels}
          depth={0}
          isTargetUnknown={isTargetUnknown}
        />
      ))}
    </ol>
  )
}

function CallNode({
  call,
  labels,
  note,
  via,
  depth,
  isTargetUnknown,
}: {
  call: DecodedCall
  labels: AddressLabels | undefined
  note?: ReactNode
  via?: string | undefined
  depth: number
  isTargetUnknown?: boolean | undefined
}) {
  return (
    <li>
      <div className="flex flex-wrap items-baseline gap-x-2 py-[3px] text-xs max-md:grid max-md:grid-cols-[minmax(0,1fr)] max-md:justify-items-start max-md:gap-y-0.5">
        <CallKind operation={call.operation} />
        <span className="min-w-0 flex-1 font-mono leading-5">
          {isTargetUnknown ? 'target not given' : <Target call={call} labels={labels} />}
          <Signature call={call} labels={labels} />
        </span>
        {via === 'migration' && <Tag>proxy to its own new code</Tag>}
        <ConfidenceMark confidence={call.confidence} />
        {note !== undefined && <span className="whitespace-nowrap text-ink-3">{note}</span>}
      </div>
      {call.reason !== undefined && (
        <p className="pb-1 text-ink-2 text-xs">
          <UntrustedText text={call.reason} maxLength={300} />
        </p>
      )}
      {call.args === undefined && call.call.data !== '0x' && <RawBytes data={call.call.data} />}
      {call.children.length > 0 && (
        // Beyond a few levels a phone has no room left to indent; the order still says what is inside of what.
        <ol
          className={
            depth < 6 ? 'ml-2 grid border-line border-l pl-4 max-md:ml-1 max-md:pl-2.5' : 'grid'
          }
        >
          {call.children.map((child, index) => (
            <CallNode
              // biome-ignore lint/suspicious/noArrayIndexKey: the calls within one call never change places
              key={index}
              call={child.call}
              via={child.via}
              labels={labels}
              depth={depth + 1}
            />
          ))}
        </ol>
      )}
    </li>
  )
}

function CallKind({ operation }: { operation: DecodedCall['operation'] }) {
  const isDelegate = operation === 'delegatecall'
  return (
    <span
      className={`font-medium font-mono ${isDelegate ? 'border-ink-3 border-b border-dashed text-ink' : 'text-ink-3'}`}
    >
      {isDelegate ? 'DELEGATECALL' : 'CALL'}
    </span>
  )
}

function Target({ call, labels }: { call: DecodedCall; labels: AddressLabels | undefined }) {
  const { target } = call.call
  const label = labelOf(labels, target)
  return typeof label !== 'string' ? (
    <AddressView address={target} label={label} full />
  ) : (
    <>
      <b>
        <UntrustedText text={label} maxLength={64} />
      </b>{' '}
      <AddressView address={target} />
    </>
  )
}

function Signature({ call, labels }: { call: DecodedCall; labels: AddressLabels | undefined }) {
  const { data, value } = call.call
  return (
    <>
      {data === '0x' && ' plain transfer, no calldata'}
      {call.name !== undefined && (
        <>
          {/* Where a line is too short, it breaks between target, function and arguments. */}
          <wbr />.<b>{<UntrustedText text={call.name} maxLength={100} />}</b>
        </>
      )}
      {call.args && data !== '0x' && (
        <span className="text-ink-2">
          (
          <wbr />
          {call.args.map((argument, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the arguments of a call never change places
            <span key={index}>
              {index > 0 && ', '}
              <CallArgument argument={argument} labels={labels} />
            </span>
          ))}
          )
        </span>
      )}
      {value > 0n && <b> with {tellEther(value)}</b>}
    </>
  )
}

/** Only a verified ABI goes unmarked by doubt; what is known by heart says nothing about the target. */
const marks: Record<
  DecodingConfidence,
  { verdict: 'pass' | 'unknown'; words: string } | undefined
> = {
  verified: { verdict: 'pass', words: 'verified ABI' },
  known: undefined,
  guess: { verdict: 'unknown', words: 'guess' },
  colliding: { verdict: 'unknown', words: 'ambiguous selector' },
  undecoded: { verdict: 'unknown', words: 'not decoded' },
}

function ConfidenceMark({ confidence }: { confidence: DecodingConfidence }) {
  const mark = marks[confidence]
  return mark ? <Verdict verdict={mark.verdict}>{mark.words}</Verdict> : null
}

function RawBytes({ data }: { data: string }) {
  const bytes = Math.max(0, (data.length - 2) / 2)
  return (
    <Disclosure
      summary={`Raw data, ${bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en-US')} bytes`}`}
    >
      <CodeBlock>{data.length > 20_000 ? `${data.slice(0, 20_000)}…` : data}</CodeBlock>
    </Disclosure>
  )
}
