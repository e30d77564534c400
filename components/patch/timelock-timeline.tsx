import Link from 'next/link'
import { UntrustedText } from '@/components/address/untrusted-text'
import { patchPath } from '@/components/frame/paths'
import { type ChainClock, chainSeconds } from '@/components/time/chain-clock'
import { formatDelay, formatUtc } from '@/components/time/format-time'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { columns, layoutTimeline, type Timeline, type TimelineLane } from './timeline-lanes'

export type TimelockTimelineProps = { records: readonly PatchRecord[]; clock: ChainClock }

/** The open operations in time: how much of each delay is served, when each ends, what waits for what. */
export function TimelockTimeline({ records, clock }: TimelockTimelineProps) {
  const now = chainSeconds(clock)
  const timeline = layoutTimeline(records, now)
  if (timeline.lanes.length === 0) return null
  const stitch = formatDelay(timeline.window.stitch)
  return (
    <Section
      title="Timelock, next days"
      note={`One stitch is ${stitch} of delay served. Times are UTC, from the chain’s clock.`}
    >
      <Panel className="px-4 max-md:px-3">
        <Axis timeline={timeline} />
        <ol className="border-line border-t">
          {timeline.lanes.map((lane, index) => (
            <Lane key={lane.key} lane={lane} below={timeline.lanes[index + 1]} now={timeline.now} />
          ))}
        </ol>
        <NowLabel timeline={timeline} now={now} />
      </Panel>
    </Section>
  )
}

/** The left edges of the columns. */
const edges = Array.from({ length: columns }, (_, column) => column)

const rowClasses = 'grid md:grid-cols-[12.25rem_minmax(0,1fr)] lg:grid-cols-[15rem_minmax(0,1fr)]'

function Axis({ timeline }: { timeline: Timeline }) {
  const { start, columnSeconds } = timeline.window
  return (
    <div aria-hidden="true" className={rowClasses}>
      <span className="max-md:hidden" />
      <ol className="grid grid-cols-8 text-ink-3 text-xs">
        {edges.map((column) => {
          const time = start + column * columnSeconds
          const [weekday, date] = formatUtc(time, { form: 'day' }).split(' ')
          return (
            <li
              key={time}
              className="whitespace-nowrap border-line border-l pt-2 pb-1.5 pl-1.5 max-md:pl-0.5 max-md:even:invisible"
            >
              <span className="font-medium text-ink-2">{weekday}</span> {date}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Lane({
  lane,
  below,
  now,
}: {
  lane: TimelineLane
  below: TimelineLane | undefined
  now: number
}) {
  return (
    <li className={`${rowClasses} min-h-11.5 items-center border-line border-b`}>
      <div className="min-w-0 py-0.5 pr-2 text-sm leading-4 max-md:pt-1 max-md:pb-0">
        <Link
          href={patchPath(lane.key)}
          prefetch={false}
          className="block truncate font-medium leading-6 hover:underline"
        >
          <UntrustedText text={lane.title} maxLength={48} />
        </Link>
        <div className="truncate text-ink-3 text-xs">
          <UntrustedText text={lane.state} maxLength={60} />
        </div>
      </div>
      <svg
        role="img"
        aria-label={`${lane.served} of ${lane.stitches} parts of the delay served; ${endWords(lane)}`}
        width="100%"
        height="46"
        fill="none"
        className="block"
      >
        <Grid now={now} />
        <Delay lane={lane} />
        <Arrows lane={lane} below={below} />
        <End lane={lane} />
      </svg>
    </li>
  )
}

const at = (percent: number) => `${percent.toFixed(2)}%`

function Grid({ now }: { now: number }) {
  return (
    <>
      {edges.map((column) => (
        <line
          key={at((100 * column) / columns)}
          x1={at((100 * column) / columns)}
          x2={at((100 * column) / columns)}
          y1="0"
          y2="100%"
          className="stroke-line"
        />
      ))}
      <line x1={at(now)} x2={at(now)} y1="0" y2="100%" className="stroke-ink" />
    </>
  )
}

function Delay({ lane }: { lane: TimelineLane }) {
  const { stitches, served } = lane
  const [width, closed] = [stitches * 10, served * 10]
  const marks = (from: number, to: number, y: string) =>
    Array.from({ length: to - from }, (_, index) => `M${(from + index) * 10 + 5} ${y}`).join('')
  return (
    <svg
      x={at(lane.from)}
      width={at(Math.max(0.1, lane.to - lane.from))}
      y="15"
      height="16"
      viewBox={`0 0 ${width} 16`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {served < stitches && (
        <path
          vectorEffect="non-scaling-stroke"
          className="fill-none stroke-edge"
          d={`M${closed} 8C${closed + 5} 8 ${closed + 5} 1.5 ${closed + 10} 1.5H${width}M${closed} 8C${closed + 5} 8 ${closed + 5} 14.5 ${closed + 10} 14.5H${width}${marks(served, stitches, '7V9')}`}
        />
      )}
      <path
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-thread"
        strokeWidth="1.5"
        d={`M0 8H${closed}${marks(0, served, '2V14')}`}
      />
    </svg>
  )
}

/** From the end of the predecessor down into the lane of what waits for it. */
function Arrows({ lane, below }: { lane: TimelineLane; below: TimelineLane | undefined }) {
  return (
    <>
      {below?.arrow !== undefined && (
        <line
          x1={at(below.arrow)}
          x2={at(below.arrow)}
          y1="30"
          y2="46"
          className="stroke-edge"
          strokeWidth="1.5"
        />
      )}
      {lane.arrow !== undefined && (
        <svg x={at(lane.arrow)} y="0" width="1" height="14" overflow="visible" aria-hidden="true">
          <path d="M0 0V12M-4 8L0 12L4 8" className="fill-none stroke-edge" strokeWidth="1.5" />
        </svg>
      )}
    </>
  )
}

function endWords({ isReady, isBlocked, eta }: TimelineLane): string {
  const time = formatUtc(eta).replace(/^(\w+) \d+ \w+, /, '$1 ')
  if (isReady) return `ready since ${time}`
  return isBlocked ? `${time} or later` : time
}

/** The end of the delay, with its time where there is room: behind it, else before the beginning. */
function End({ lane }: { lane: TimelineLane }) {
  const fitsBehind = lane.to < 72
  return (
    <>
      <svg x={at(lane.to)} y="23" width="1" height="1" overflow="visible" aria-hidden="true">
        <path d="M0 -6L6 0L0 6L-6 0Z" className="fill-surface stroke-thread" strokeWidth="1.5" />
      </svg>
      <text
        x={at(fitsBehind ? lane.to : lane.from)}
        dx={fitsBehind ? 14 : -8}
        y="27"
        textAnchor={fitsBehind ? 'start' : 'end'}
        className="fill-ink stroke-surface font-medium text-xs"
        strokeWidth="5"
        paintOrder="stroke"
      >
        {endWords(lane)}
      </text>
    </>
  )
}

function NowLabel({ timeline, now }: { timeline: Timeline; now: number }) {
  return (
    <div aria-hidden="true" className={rowClasses}>
      <span className="max-md:hidden" />
      <svg width="100%" height="26" aria-hidden="true" className="block overflow-visible">
        <svg x={at(timeline.now)} y="0" width="1" height="18" overflow="visible" aria-hidden="true">
          <rect x="-60" y="0" width="120" height="17" rx="3" className="fill-ink" />
          <text x="0" y="13" textAnchor="middle" className="fill-bg font-semibold text-xs">
            now, {formatUtc(now).replace(/^(\w+) \d+ \w+, /, '$1 ')}
          </text>
        </svg>
      </svg>
    </div>
  )
}
