import type { SignatureProgress } from './signature-progress'

export type SignatureSeamProps = {
  progress: SignatureProgress
  large?: boolean | undefined
}

/** Signatures as stitches: each closes the seam by one part. The words beside it say the same. */
export function SignatureSeam({ progress, large = false }: SignatureSeamProps) {
  const { signed, threshold } = progress
  const words = `${signed} of ${threshold ?? 'an unknown number'}`
  return (
    <span className="inline-flex items-center gap-2">
      {threshold !== undefined && threshold <= 20 && (
        <Seam signed={Math.min(signed, threshold)} parts={threshold} large={large} />
      )}
      <span className={`whitespace-nowrap ${large ? 'font-semibold text-lg' : 'text-sm'}`}>
        {words}
        <span className="sr-only"> signatures</span>
      </span>
    </span>
  )
}

function Seam({ signed, parts, large }: { signed: number; parts: number; large: boolean }) {
  const [width, height] = large ? [150, 16] : [66, 12]
  const middle = height / 2
  const closed = (width * signed) / parts
  const stitches = Array.from(
    { length: signed },
    (_, index) => `M${(width * (index + 0.5)) / parts} 1V${height - 1}`,
  )
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-hidden="true"
      fill="none"
    >
      {signed < parts && (
        <path d={openEdges({ from: closed, width, height })} className="stroke-edge" />
      )}
      <path
        d={`M0 ${middle}H${closed}${stitches.join('')}`}
        className="stroke-thread"
        strokeWidth="1.75"
      />
    </svg>
  )
}

/** The part that is still open: both edges leave the middle and run apart. */
function openEdges({
  from,
  width,
  height,
}: {
  from: number
  width: number
  height: number
}): string {
  const middle = height / 2
  const edge = (y: number) =>
    `M${from} ${middle}C${from + 4} ${middle} ${from + 4} ${y} ${from + 8} ${y}H${width}`
  return edge(1.5) + edge(height - 1.5)
}
