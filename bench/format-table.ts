import type { Measurement } from '@/bench/measure'

/** Columns aligned for a terminal: what, time of one, how many a second, and the ratio to the first row. */
export function formatTable(title: string, measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ name, medianNanoseconds, ratio }) => [
    name,
    formatTime(medianNanoseconds),
    `${formatCount(1e9 / medianNanoseconds)}/s`,
    `${ratio.toFixed(2)}×`,
  ])
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  )
  return [title, ...lines.map((line) => `  ${line}`)].join('\n')
}

function formatTime(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toFixed(2)} µs`
  return `${(nanoseconds / 1e6).toFixed(2)} ms`
}

function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en')
}
