import type { Abi, Address } from 'viem'
import { type AddressLabels, configuredLabelOf } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { CallArgument } from '@/components/calls/call-argument'
import { Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { tellEther } from '@/lib/core/chain/tell-ether'
import type { CallFrame } from '@/lib/core/simulation/call-frame'
import { functionName } from '@/lib/core/simulation/explain-failure'
import { type FrameNode, frameNodes } from './frame-nodes'
import { WholeAddress } from './whole-address'

/** Calls that are drawn of one transaction. */
const mostFrames = 300
/** Beyond this, what is within is folded. */
const openDepth = 4
/** Beyond this, nothing is indented any further. */
const deepest = 8

type Names = {
  readonly abis: Readonly<Record<Address, Abi>>
  readonly labels?: AddressLabels | undefined
}

/** Every call that a transaction makes, folded where it is deep. */
export function FrameTree({ frames, ...names }: Names & { frames: readonly CallFrame[] }) {
  const nodes = frameNodes(frames, mostFrames)
  return (
    <div className="px-4 py-3 max-md:px-3">
      <ol className="grid grid-cols-[minmax(0,1fr)]">
        {nodes.map((node, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a trace never change places
          <Node key={index} node={node} names={names} />
        ))}
      </ol>
      {frames.length > mostFrames && (
        <p className="mt-2 text-ink-3 text-xs">
          {(frames.length - mostFrames).toLocaleString('en')} more calls in the raw data.
        </p>
      )}
    </div>
  )
}

function Node({ node: { frame, children }, names }: { node: FrameNode; names: Names }) {
  const line = <FrameLine frame={frame} inner={children[0]?.frame} names={names} />
  if (children.length === 0) return <li className="py-[3px]">{line}</li>
  const indent =
    frame.depth < deepest ? 'ml-2 border-line border-l pl-4 max-md:ml-1 max-md:pl-2' : ''
  return (
    <li>
      <details open={frame.depth < openDepth}>
        {/* The triangle hangs outside, so that the gas of every line ends at the same edge. */}
        <summary className="ml-4 list-outside py-[3px] hover:bg-sunken">{line}</summary>
        <ol className={`grid grid-cols-[minmax(0,1fr)] ${indent}`}>
          {children.map((child, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the calls of a trace never change places
            <Node key={index} node={child} names={names} />
          ))}
        </ol>
      </details>
    </li>
  )
}

function FrameLine({
  frame,
  inner,
  names,
}: {
  frame: CallFrame
  inner: CallFrame | undefined
  names: Names
}) {
  const { kind, to, value, gasUsed, error, undone } = frame
  const label = to && configuredLabelOf(names.labels, to)
  return (
    <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-xs leading-5 max-md:grid-cols-1">
      <span className="font-mono">
        <span
          className={`font-medium ${kind === 'DELEGATECALL' ? 'border-ink-3 border-b border-dashed text-ink' : 'text-ink-3'}`}
        >
          {kind}
        </span>{' '}
        {label ? (
          <b title={to}>
            <UntrustedText text={label} maxLength={64} />
          </b>
        ) : (
          to && <WholeAddress address={to} />
        )}
        <Called frame={frame} inner={inner} names={names} />
        {value > 0n && <b> with {tellEther(value)}</b>}{' '}
        {error !== undefined && (
          <Verdict verdict="fail">
            <UntrustedText text={error} maxLength={80} />
          </Verdict>
        )}
        {undone && error === undefined && <Tag tone="unknown">undone</Tag>}
      </span>
      <span className="whitespace-nowrap text-ink-3 tabular-nums">
        {gasUsed.toLocaleString('en')} gas
      </span>
    </span>
  )
}

/** The function and its arguments, where all of the calldata is there to be read. */
function Called({
  frame: { kind, to, context, input, value },
  inner,
  names: { abis, labels },
}: {
  frame: CallFrame
  inner: CallFrame | undefined
  names: Names
}) {
  if (kind.startsWith('CREATE') || !to) return ` ${functionName(kind, input.data)}`
  const own = abiOf(abis, to) ?? abiOf(abis, context)
  // Of a proxy it is what stands behind it that tells what it is asked.
  const abi = own ?? (inner?.kind === 'DELEGATECALL' ? abiOf(abis, inner.to) : undefined)
  const isWhole = input.data.length === 2 + input.size * 2
  const decoded =
    isWhole &&
    decodeCall({
      call: { target: to, data: input.data, value },
      knownAbis: abi ? { [to]: abi } : {},
    })
  if (!decoded || decoded.name === undefined || !decoded.args) {
    return input.size === 0 ? '' : <> {functionName(kind, input.data, abi)}</>
  }
  return (
    <>
      .
      <b>
        <UntrustedText text={decoded.name} maxLength={100} />
      </b>
      <span className="text-ink-2">
        (
        {decoded.args.map((argument, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the arguments of a call never change places
          <span key={index}>
            {index > 0 && ', '}
            <CallArgument argument={argument} labels={labels} />
          </span>
        ))}
        )
      </span>
    </>
  )
}

function abiOf(abis: Names['abis'], address: Address | undefined): Abi | undefined {
  return address && abis[address]
}
