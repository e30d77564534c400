import Link from 'next/link'
import type { Hash } from 'viem'
import type { AddressLabels } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { operationPath, timelockPath } from '@/components/frame/paths'
import { rowLink } from '@/components/frame/row-focus'
import type { ChainClock } from '@/components/time/chain-clock'
import { Panel } from '@/components/ui/panel'
import { Count, Tag } from '@/components/ui/tag'
import { Verdict } from '@/components/ui/verdict'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import type { QueueGroupName } from '@/lib/core/timelock/kind/queue-group'
import { groupTitles } from './group-titles'
import { OperationDetail } from './operation-detail'
import { OperationTime } from './operation-time'
import { operationTitle, titled } from './operation-title'
import { risks } from './queue-search'

/** A name that somebody gave to an operation, and its page. */
export type NamedOperation = { readonly title: string; readonly href: string }

export type OperationListProps = {
  groups: readonly {
    readonly name: QueueGroupName
    readonly count: number
    readonly operations: readonly ListedOperation[]
    readonly next: string | undefined
  }[]
  /** The chain's clock at the block up to which a timelock is known. */
  clockOf: (timelock: ChainAddress) => ChainClock | undefined
  /** The page of one group alone. */
  groupHref: (name: QueueGroupName) => string
  /** Where only one group is shown, page by page: what comes after. */
  nextHref?: string | undefined
  /** Names the timelock in each row. */
  timelockLabel?: ((timelock: ChainAddress) => string | undefined) | undefined
  /** All are of one timelock, whose page this is: it is not named. */
  isOfOne?: boolean | undefined
  /** What is known by a name here. */
  nameOf?:
    | ((operation: { timelock: ChainAddress; id: Hash }) => NamedOperation | undefined)
    | undefined
  /** The delay of a timelock as it is, in seconds; undefined where it has no one delay. */
  delayOf?: ((timelock: ChainAddress) => bigint | undefined) | undefined
  labels?: AddressLabels | undefined
}

/** Operations by what can be done now, each with its time. */
export function OperationList({
  groups,
  nextHref,
  groupHref,
  isOfOne = false,
  ...rest
}: OperationListProps) {
  const columns = isOfOne ? 2 : 3
  return (
    <div className="grid gap-3">
      <Panel>
        <table className={`data-table queue operations ${isOfOne ? 'of-one' : ''}`}>
          <caption className="sr-only">Operations by what can be done now</caption>
          <thead>
            <tr>
              <th scope="col" className="gutter">
                <span className="sr-only">Order</span>
              </th>
              <th scope="col" className="subject">
                Operation
              </th>
              {!isOfOne && <th scope="col">Timelock</th>}
              <th scope="col">Time, UTC</th>
            </tr>
          </thead>
          {groups.map(({ name, count, operations }) => (
            <tbody key={name}>
              <tr className="group">
                <td className="gutter" />
                <th colSpan={columns} scope="rowgroup">
                  <span className="font-semibold text-ink text-sm">{groupTitles[name].title}</span>{' '}
                  <Count>{count.toLocaleString('en-US')}</Count>
                  {groupTitles[name].note && (
                    <span className="ml-1.5 font-normal text-ink-3 text-xs">
                      {groupTitles[name].note}
                    </span>
                  )}
                </th>
              </tr>
              {operations.map((operation) => (
                <OperationRow
                  key={`${operation.timelock.chainId}:${operation.timelock.address}:${operation.id}`}
                  operation={operation}
                  isOfOne={isOfOne}
                  {...rest}
                />
              ))}
              {count > operations.length && nextHref === undefined && groups.length > 0 && (
                <tr>
                  <td className="gutter" />
                  <td colSpan={columns}>
                    <Link className="link link-target" href={groupHref(name)} prefetch={false}>
                      All {count.toLocaleString('en-US')}: {groupTitles[name].title.toLowerCase()}
                    </Link>
                  </td>
                </tr>
              )}
            </tbody>
          ))}
        </table>
      </Panel>
      {nextHref !== undefined && (
        <nav aria-label="Pages">
          <Link className="link link-target" href={nextHref} prefetch={false} rel="next">
            Next page
          </Link>
        </nav>
      )}
    </div>
  )
}

function OperationRow({
  operation,
  clockOf,
  timelockLabel,
  nameOf,
  isOfOne,
  delayOf,
  labels,
}: { operation: ListedOperation } & Pick<
  OperationListProps,
  'clockOf' | 'timelockLabel' | 'nameOf' | 'isOfOne' | 'delayOf' | 'labels'
>) {
  const { timelock, id, isFinal, mismatch, instances } = operation
  const before = operation.predecessor ?? operation.waitsFor
  const named = nameOf?.(operation)
  return (
    <tr className="entry">
      <td className="gutter" />
      <td className="subject">
        <Link
          {...rowLink}
          href={named?.href ?? operationPath(timelock, id)}
          prefetch={false}
          className="relative inline-block py-0.5 font-medium text-base hover:underline"
        >
          <UntrustedText
            text={named?.title ?? operationTitle(titled(operation), labels)}
            maxLength={120}
          />
        </Link>
        <OperationDetail operation={operation} delay={delayOf?.(timelock)} labels={labels} />
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-3 text-xs">
          {mismatch !== undefined && (
            <Verdict verdict="fail" boxed>
              contract disagrees
            </Verdict>
          )}
          {!isFinal && <Verdict verdict="unknown">not finalized</Verdict>}
          {operation.risks.map((risk) => (
            <Tag key={risk}>{risks[risk]}</Tag>
          ))}
          {before && (
            <span>
              after <ShortHash hash={before} />
            </span>
          )}
          {instances > 1 && <span>scheduled {instances} times</span>}
          <span>
            operation <ShortHash hash={id} />
          </span>
        </div>
      </td>
      {!isOfOne && (
        <td data-label="Timelock">
          <Link href={timelockPath(timelock)} prefetch={false} className="link link-target">
            <AddressView address={timelock.address} label={timelockLabel?.(timelock)} />
          </Link>
        </td>
      )}
      <td data-label="Time">
        <OperationTime operation={operation} clock={clockOf(timelock)} />
      </td>
    </tr>
  )
}
