'use client'

import { visibleText } from '@/lib/core/chain/visible-text'
import type { StorageDiff } from '@/lib/core/storage-layout/storage-diff'
import { type SlotBars, type SlotSegment, slotBars } from './slot-bars'

/** Nobody reads on beyond so many bars; the table has all. */
const maxBars = 60

/**
 * The slots as bars of 32 bytes, the old layout above the new one: a shift is seen before it is read. The table under it
 * says the same in words, so that nobody has to see this. Sizes stand in attributes: style attributes are not allowed.
 */
export function SlotPicture({ diff, scope }: { diff: StorageDiff; scope: string }) {
  const bars = slotBars(diff.rows)
  const drawn = bars.slice(0, maxBars)
  if (bars.length === 0) return null
  return (
    <figure className="slot-picture">
      <figcaption className="sr-only">
        A picture of the slots before and after. The table below says the same in words.
      </figcaption>
      <div aria-hidden="true">
        <Hatches scope={scope} />
        <p className="slot-legend">
          <span>upper bar before, lower bar after; byte 0 at the left, 31 at the right</span>
          <LegendItem
            state="moved"
            safety="unsafe"
            words="moved: reads other bytes"
            scope={scope}
          />
          <LegendItem state="new" safety="safe" words="new" scope={scope} />
          <LegendItem state="gone" safety="review" words="no longer read" scope={scope} />
        </p>
        <ol>
          {drawn.map((one) => (
            <li key={String(one.first)}>
              <Slots bars={one} scope={scope} />
            </li>
          ))}
        </ol>
        {bars.length > maxBars && (
          <p className="text-ink-3 text-xs">… and {bars.length - maxBars} more, in the table.</p>
        )}
      </div>
    </figure>
  )
}

function Slots({ bars, scope }: { bars: SlotBars; scope: string }) {
  const { first, last } = bars
  const name = first === last ? slotName(first) : `${slotName(first)}–${slotName(last)}`
  if (bars.kind === 'fold') {
    return (
      <>
        <span className="slot-name">{name}</span>
        <p className="slot-fold">
          {bars.variables} {bars.variables === 1 ? 'variable' : 'variables'} in the same place
        </p>
      </>
    )
  }
  return (
    <>
      <span className="slot-name">{name}</span>
      <div className="slot-bars">
        <Bar segments={bars.before} side="before" scope={scope} />
        <Bar segments={bars.after} side="after" scope={scope} />
      </div>
    </>
  )
}

function Bar({
  segments,
  side,
  scope,
}: {
  segments: readonly SlotSegment[]
  side: 'before' | 'after'
  scope: string
}) {
  return (
    <svg aria-hidden="true" className={`slot-bar ${side}`} width="100%" height={barHeight}>
      <rect className="empty" width="100%" height={barHeight} />
      {segments.map((segment) => (
        <Segment key={segment.offset} segment={segment} side={side} scope={scope} />
      ))}
    </svg>
  )
}

const barHeight = 22

function Segment({
  segment: { path, offset, bytes, state, safety, other },
  side,
  scope,
}: {
  segment: SlotSegment
  side: 'before' | 'after'
  scope: string
}) {
  const arrow = other && (side === 'before' ? ` → ${other}` : ` ← ${other}`)
  const word = state === 'new' ? ' new' : state === 'gone' ? ' no longer read' : arrow
  return (
    <svg aria-hidden="true" x={percent(offset)} width={percent(bytes)} height={barHeight}>
      <rect className={`segment ${state} ${safety}`} width="100%" height={barHeight} />
      <Hatch state={state} safety={safety} scope={scope} />
      {bytes > 2 && (
        <text x="5" y="15" className={`${state} ${safety}`}>
          {visibleText(path, { maxLength: 60 })}
          {word && <tspan className="other">{word}</tspan>}
        </text>
      )}
    </svg>
  )
}

/** The pattern says what the colour says. */
function Hatch({
  state,
  safety,
  scope,
}: Pick<SlotSegment, 'state' | 'safety'> & { scope: string }) {
  const isGrave = safety === 'unsafe' && state !== 'gone'
  const pattern = isGrave ? 'grave' : state === 'gone' || state === 'gap' ? 'quiet' : undefined
  if (!pattern) return null
  return <rect width="100%" height={barHeight} fill={`url(#${scope}hatch-${pattern})`} />
}

function Hatches({ scope }: { scope: string }) {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      <defs>
        <pattern
          id={`${scope}hatch-grave`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line y2="7" className="hatch grave" />
        </pattern>
        <pattern id={`${scope}hatch-quiet`} width="6" height="6" patternUnits="userSpaceOnUse">
          <circle cx="3" cy="3" r="0.8" className="hatch quiet" />
        </pattern>
      </defs>
    </svg>
  )
}

function LegendItem({
  state,
  safety,
  words,
  scope,
}: Pick<SlotSegment, 'state' | 'safety'> & { words: string; scope: string }) {
  return (
    <span className="slot-key">
      <svg aria-hidden="true" width="22" height="12">
        <rect className={`segment ${state} ${safety}`} width="22" height="12" />
        <Hatch state={state} safety={safety} scope={scope} />
      </svg>
      {words}
    </span>
  )
}

function percent(bytes: number): string {
  return `${(bytes / 32) * 100}%`
}

/** Slots of hashes and namespaces are too long for a margin; their beginning tells them apart. */
function slotName(slot: bigint): string {
  return slot < 2n ** 32n ? String(slot) : `0x${slot.toString(16).slice(0, 6)}…`
}
