import encodeQR from 'qr'

/** A QR code, black on white in every theme, as scanners want it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 })
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      shapeRendering="crispEdges"
      className="block h-auto w-full bg-[white] text-[black]"
    >
      <path d={pathOf(rows)} fill="currentColor" />
    </svg>
  )
}

/** Dark modules, each run of a row as one rectangle. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => runsOf(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
    .join('')
}

function runsOf(row: readonly boolean[]): (readonly [start: number, width: number])[] {
  const runs: (readonly [number, number])[] = []
  let start = -1
  for (let x = 0; x <= row.length; x += 1) {
    if (row[x] && start < 0) start = x
    if (!row[x] && start >= 0) {
      runs.push([start, x - start])
      start = -1
    }
  }
  return runs
}
