export type DelaySeamProps = {
  /** Seconds of the whole delay. */
  delay: number
  /** Seconds of it that have passed. */
  served: number
}

/** Steps of a seam, in seconds: the first that needs at most 72 stitches is taken. */
const steps = [60, 300, 900, 3600, 3 * 3600, 6 * 3600, 86_400, 7 * 86_400] as const

/** How a delay is cut into stitches: whole ones served, of how many, and what one stands for. */
export function delayStitches({ delay, served }: DelaySeamProps) {
  const step = steps.find((seconds) => delay / seconds <= 72) ?? Math.max(1, Math.ceil(delay / 72))
  const total = Math.max(1, Math.ceil(delay / step))
  return { step, total, done: Math.max(0, Math.min(total, Math.floor(served / step))) }
}

const units: Readonly<Record<number, string>> = {
  60: 'one minute',
  300: '5 minutes',
  900: '15 minutes',
  3600: 'one hour',
  [3 * 3600]: '3 hours',
  [6 * 3600]: '6 hours',
  86400: 'one day',
  [7 * 86_400]: 'one week',
}

/** What one stitch stands for, in words. */
export const stitchUnit = (step: number): string => units[step] ?? `${step} seconds`

/** A delay as a seam: one stitch for each part that has been served. */
export function DelaySeam(props: DelaySeamProps) {
  const { total, done } = delayStitches(props)
  const width = total * 10
  const closed = done * 10
  const at = (from: number, to: number, y: string) =>
    Array.from({ length: to - from }, (_, index) => `M${(from + index) * 10 + 5} ${y}`).join('')
  return (
    <svg
      viewBox={`0 0 ${width} 20`}
      width="100%"
      height="20"
      preserveAspectRatio="none"
      aria-hidden="true"
      fill="none"
      className="block"
    >
      <path
        vectorEffect="non-scaling-stroke"
        className="stroke-edge"
        d={
          done < total
            ? `M${closed} 10C${closed + 5} 10 ${closed + 5} 1.5 ${closed + 10} 1.5H${width}M${closed} 10C${closed + 5} 10 ${closed + 5} 18.5 ${closed + 10} 18.5H${width}${at(done, total, '9V11')}`
            : ''
        }
      />
      <path
        vectorEffect="non-scaling-stroke"
        className="stroke-thread"
        strokeWidth="1.5"
        d={`M0 10H${closed}${at(0, done, '2V18')}`}
      />
    </svg>
  )
}
