import Link from 'next/link'
import type { AddressLabels } from '@/components/address/address-labels'
import { UntrustedText } from '@/components/address/untrusted-text'
import { operationPath } from '@/components/frame/paths'
import type { OperationListProps } from '@/components/operation-list/operation-list'
import { operationTitle, titled } from '@/components/operation-list/operation-title'
import { standingWords } from '@/components/operation-list/standing-words'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatUtc } from '@/components/time/format-time'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { shortAddress } from '@/lib/core/chain/short-address'
import type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'
import { layoutTimeAxis, type TimeAxis, type TimeLane } from './time-axis'

export type OperationsInTimeProps = {
  operations: readonly ListedOperation[]
  clockOf: (timelock: ChainAddress) => ChainClock | undefined
  chainName: (chainId: number) => string
  labels?: AddressLabels | undefined
  /** What is known by a name here, as in the list. */
  nameOf?: OperationListProps['nameOf']
}

/** More lanes are a list, not a picture. */
const mostLanes = 24

/** Operations across timelocks on one axis of time; one picture for each chain, since each has its own clock. */
export function OperationsInTime({
  operations,
  clockOf,
  chainName,
  labels,
  nameOf,
}: OperationsInTimeProps) {
  const chains = [...new Set(operations.map(({ timelock }) => timelock.chainId))]
  return chains.map((chainId) => {
    const here = operations.filter(({ timelock }) => timelock.chainId === chainId)
    const now = Math.max(
      0,
      ...here.flatMap(({ timelock }) => {
        const clock = clockOf(timelock)
        return clock ? [chainSeconds(clock)] : []
      }),
    )
    if (now === 0) return null
    const axis = layoutTimeAxis(here.slice(0, mostLanes), now)
    const note =
      here.length > mostLanes
        ? `${chainName(chainId)}, the first ${mostLanes} of the list`
        : chainName(chainId)
    return (
      // Below the list, and mostly below the screen: laid out once it is scrolled to.
      <div
        key={chainId}
        className="[contain-intrinsic-block-size:auto_60rem] [content-visibility:auto]"
      >
        <Section title="In time" note={`${note}. Times are UTC, by the chain’s clock.`}>
          <Panel className="px-4 pb-2 max-md:px-3">
            <Axis axis={axis} />
            <ol className="border-line border-t">
              {axis.lanes.map((lane) => (
                <Lane
                  key={`${lane.operation.timelock.address}:${lane.operation.id}`}
                  lane={lane}
                  axis={axis}
                  labels={labels}
                  nameOf={nameOf}
                />
              ))}
            </ol>
            <Outside axis={axis} />
            <Legend />
          </Panel>
        </Section>
      </div>
    )
  })
}

const rowClasses = 'grid md:grid-cols-[15rem_minmax(0,1fr)]'
/** Percent: a day that begins further right ends outside of a narrow picture. */
const lastPlaceOnPhone = 76
const at = (percent: number) => `${percent.toFixed(2)}%`

function Axis({ axis }: { axis: TimeAxis }) {
  return (
    <div aria-hidden="true" className={rowClasses}>
      <span className="max-md:hidden" />
      <svg width="100%" height="28" className="block overflow-visible" aria-hidden="true">
        {axis.ticks.map(({ seconds, at: place }, index) => (
          <text
            key={seconds}
            x={at(place)}
            dx="4"
            y="18"
            className={`fill-ink-3 text-xs ${index % 2 === 1 || place > lastPlaceOnPhone ? 'max-md:hidden' : ''}`}
          >
            {formatUtc(seconds, { form: 'day', now: axis.clock })}
          </text>
        ))}
      </svg>
    </div>
  )
}

function Lane({
  lane,
  axis,
  labels,
  nameOf,
}: {
  lane: TimeLane
  axis: TimeAxis
} & Pick<OperationsInTimeProps, 'labels' | 'nameOf'>) {
  const { operation } = lane
  const { timelock, id, standing } = operation
  const named = nameOf?.(operation)
  return (
    <li className={`${rowClasses} items-center border-line border-b`}>
      <div className="min-w-0 py-1 pr-2 text-sm leading-4">
        <Link
          href={named?.href ?? operationPath(timelock, id)}
          prefetch={false}
          className="block truncate font-medium leading-6 hover:underline"
        >
          <UntrustedText
            text={named?.title ?? operationTitle(titled(operation), labels)}
            maxLength={60}
          />
        </Link>
        <div className="truncate text-ink-3 text-xs">
          {standingWords[standing]} · {shortAddress(timelock.address)}
        </div>
      </div>
      <svg
        role="img"
        aria-label={laneWords(operation)}
        width="100%"
        height="36"
        fill="none"
        className="block overflow-visible"
      >
        {axis.ticks.map(({ seconds, at: place }) => (
          <line
            key={seconds}
            x1={at(place)}
            x2={at(place)}
            y1="0"
            y2="36"
            className="stroke-line"
          />
        ))}
        <line x1={at(axis.now)} x2={at(axis.now)} y1="0" y2="36" className="stroke-ink" />
        <line
          x1={at(lane.from)}
          x2={at(lane.due)}
          y1="18"
          y2="18"
          className="stroke-edge"
          strokeDasharray="2 4"
          strokeWidth="1.5"
        />
        <line
          x1={at(lane.from)}
          x2={at(Math.max(lane.from, lane.served))}
          y1="18"
          y2="18"
          className="stroke-thread"
          strokeWidth="2"
        />
        {lane.closed && lane.closed.at > lane.due && (
          <line
            x1={at(lane.due)}
            x2={at(lane.closed.at)}
            y1="18"
            y2="18"
            className="stroke-line"
            strokeWidth="1.5"
          />
        )}
        <Mark place={lane.from} d="M0 -5V5" />
        <Mark place={lane.due} d={dueMarks[lane.outside ?? 'within']} />
        {lane.closed?.what === 'executed' && (
          <circle cx={at(lane.closed.at)} cy="18" r="4.5" className="fill-thread" />
        )}
        {lane.closed?.what === 'cancelled' && (
          <Mark place={lane.closed.at} d="M-5 -5L5 5M5 -5L-5 5" isInk />
        )}
      </svg>
    </li>
  )
}

const dueMarks = {
  within: 'M0 -5L5 0L0 5L-5 0Z',
  before: 'M9 -5L4 0L9 5M4 -5L-1 0L4 5',
  after: 'M-9 -5L-4 0L-9 5M-4 -5L1 0L-4 5',
} as const

function Mark({ place, d, isInk = false }: { place: number; d: string; isInk?: boolean }) {
  return (
    <svg x={at(place)} y="18" width="1" height="1" overflow="visible" aria-hidden="true">
      <path
        d={d}
        className={`fill-surface ${isInk ? 'stroke-ink-2' : 'stroke-thread'}`}
        strokeWidth="1.5"
      />
    </svg>
  )
}

function laneWords({ scheduled, due, executed, cancelled }: ListedOperation): string {
  const words = (what: string, time: bigint | undefined) =>
    time === undefined ? [] : [`${what} ${formatUtc(Number(time))}`]
  return [
    ...words('scheduled', scheduled.timestamp),
    ...words('can be executed from', due),
    ...words('executed', executed?.timestamp),
    ...words('cancelled', cancelled?.timestamp),
  ].join(', ')
}

/** What the window does not show. */
function Outside({ axis: { start, end, clock, lanes, over } }: { axis: TimeAxis }) {
  const day = (seconds: number) => formatUtc(seconds, { form: 'day', now: clock })
  const isOutside = lanes.some(({ outside }) => outside !== undefined)
  const are = (count: number) => (count === 1 ? '1 is' : `${count} are`)
  const words = [
    ...(over > 0 ? [`${are(over)} over since before ${day(start)}, and not drawn.`] : []),
    ...(isOutside ? [`Double arrow: due before ${day(start)}, or after ${day(end)}.`] : []),
  ]
  return words.length > 0 && <p className="pt-2 text-ink-2 text-xs">{words.join(' ')}</p>
}

function Legend() {
  return (
    <p aria-hidden="true" className="pt-2 text-ink-3 text-xs">
      Bar: scheduled. Diamond: the end of the delay. Dot: executed. Cross: cancelled. Upright line:
      now.
    </p>
  )
}
