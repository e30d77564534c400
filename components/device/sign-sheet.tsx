import type { Abi, Address, Hash } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import { spellSeconds } from '@/lib/core/chain/spell-seconds'
import type { Patch } from '@/lib/core/patch/patch'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { calldataDigest } from '@/lib/core/signing/device/calldata-digest'
import { carriedTransaction } from '@/lib/core/signing/device/carried-transaction'
import { encodeFrames } from '@/lib/core/signing/device/frame'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { QrCode } from './qr-code'

export type SignSheetProps = {
  /** The proposer's words. */
  title: string
  proposed: ProposedTransaction
  version: string
  patch: Patch | undefined
  /** Verified for an address, as `decodeCall` takes them. */
  knownAbis: Readonly<Record<Address, Abi>> | undefined
  block: bigint | undefined
}

/** Bytes in a printed code: 105 modules, of which a printer makes half a millimetre each on a third of the sheet. */
const bytesPerCode = 620
/** More do not fit beside the rest. */
const mostCodes = 6
const mostCalls = 10

/** Everything that is compared by eye when a transaction is signed, on one page without a script. */
export function SignSheet({ title, proposed, version, patch, knownAbis, block }: SignSheetProps) {
  const { transaction } = proposed
  const { safe, target, value, operation, nonce, data } = transaction
  const { domainHash, messageHash, safeTxHash } = hashSafeTransaction({ transaction, version })
  const ordered = decodeTimelockCall(data)
  const calls = walkCalls([decodeCall({ call: transaction, operation, knownAbis })]).slice(1)
  const codes = codesOf(carriedTransaction({ transaction, version }))
  return (
    <article className="grid max-w-3xl gap-3 bg-surface p-6 text-xs leading-4 max-md:p-3 print:max-w-none print:bg-transparent print:p-0">
      <header className="border-ink border-b pb-1">
        <p className="font-semibold text-lg">Safe transaction, nonce {String(nonce)}</p>
        <p>
          Proposed as “<UntrustedText text={title} maxLength={120} />
          ”, the proposer’s words. Hashes by the server
          {block === undefined ? '' : ` at block ${block}`}: compare them with your device, and with
          a second machine.
        </p>
      </header>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-0.5">
        <dt>Chain</dt>
        <dd>{safe.chainId}</dd>
        <dt>Safe</dt>
        <dd>
          <AddressView address={safe.address} full /> version {version}
        </dd>
        <dt>To</dt>
        <dd>
          <AddressView address={target} full />
        </dd>
        <dt>Operation</dt>
        <dd>
          {operation === 'call' ? '0, call' : '1, delegatecall'}; value {String(value)} wei;{' '}
          {(data.length - 2) / 2} bytes of data
        </dd>
        {ordered && (
          <>
            <dt>Timelock</dt>
            <dd>
              {ordered.kind}
              {ordered.kind === 'schedule' && `, delay ${spellSeconds(ordered.delay)}`}
            </dd>
          </>
        )}
      </dl>
      <dl className="grid gap-1.5 border-line border-y py-2">
        <SheetHash name="Domain hash" hash={domainHash} />
        <SheetHash name="Message hash" hash={messageHash} />
        <SheetHash name="safeTxHash (EIP-712 Digest)" hash={safeTxHash} />
        {data !== '0x' && (
          <SheetHash name="Calldata Digest (of the data)" hash={calldataDigest(data)} />
        )}
        {ordered && <SheetHash name="Operation id" hash={ordered.id} />}
        {ordered && 'content' in ordered && (
          <SheetHash
            name={
              patch?.digest === ordered.content.salt ? 'Salt, which is the patch digest' : 'Salt'
            }
            hash={ordered.content.salt}
          />
        )}
      </dl>
      <ol className="grid gap-0.5">
        {calls.slice(0, mostCalls).map(({ path, call }) => (
          <li key={path} className="break-all">
            {call.operation === 'delegatecall' && 'DELEGATECALL '}
            <code className="text-[0.6875rem]">{call.call.target}</code>{' '}
            {call.signature ?? (call.call.data === '0x' ? 'plain transfer' : 'not decoded')}
            {call.call.value > 0n && ` with ${call.call.value} wei`}
          </li>
        ))}
        {calls.length > mostCalls && <li>and {calls.length - mostCalls} more calls</li>}
      </ol>
      <figure className="grid gap-1">
        <div className="grid grid-cols-3 gap-2">
          {(codes ?? [safeTxHash]).map((code, index) => (
            <div key={code} className="max-w-52">
              <QrCode text={code} label={`Code ${index + 1} of ${codes?.length ?? 1}`} />
            </div>
          ))}
        </div>
        <figcaption>
          {codes
            ? 'The transaction itself: scan all codes at /verify, in any order.'
            : 'The transaction is too long for paper. The code is its safeTxHash.'}
        </figcaption>
      </figure>
      <p>Signer ______________________ Date ______________ Every row compared: ______</p>
    </article>
  )
}

/** In groups of four bytes, with a box to tick. */
function SheetHash({ name, hash }: { name: string; hash: Hash }) {
  const groups = hash.slice(2).match(/.{1,8}/g) ?? []
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 max-md:grid-cols-1">
      <dt>{name}</dt>
      <dd className="flex items-center gap-3">
        <code className="grid grid-cols-[repeat(4,auto)] gap-x-[1ch] text-sm leading-5 max-xs:grid-cols-[repeat(2,auto)]">
          {groups.map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a hash never change places
            <span key={index}>{group}</span>
          ))}
        </code>
        <span aria-hidden="true" className="size-4 border border-edge" />
      </dd>
    </div>
  )
}

function codesOf(text: string): string[] | undefined {
  const frames = encodeFrames(text, bytesPerCode)
  return frames.length <= mostCodes ? frames : undefined
}
