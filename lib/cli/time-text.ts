/** Seconds since the epoch as ISO 8601; beyond what a date can hold, the number. */
export function timeText(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1_000)
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : date.toISOString().replace('.000', '')
}
