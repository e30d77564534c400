const units = [
  [86_400n, 'day'],
  [3_600n, 'hour'],
  [60n, 'minute'],
  [1n, 'second'],
] as const

/** Exact, in the largest unit that it is whole in: `2 days`, `36 hours`, `61 seconds`. */
export function spellSeconds(seconds: bigint): string {
  const [size, unit] = units.find(([one]) => seconds >= one && seconds % one === 0n) ?? [
    1n,
    'second',
  ]
  const count = seconds / size
  return `${count} ${unit}${count === 1n ? '' : 's'}`
}

/** As a contract has it, and where that is a larger unit in words beside it: `172800 s (2 days)`, `61 s`. */
export function tellSeconds(seconds: bigint): string {
  const isPlain = seconds < 60n || seconds % 60n !== 0n
  return isPlain ? `${seconds} s` : `${seconds} s (${spellSeconds(seconds)})`
}
