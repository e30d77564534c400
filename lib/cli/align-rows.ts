/** A hash and what it is. Longer cells push what follows them on their own line alone. */
const widest = 80

/** Lines of columns, two spaces apart, each as wide as its widest cell; the last one is left as it is. */
export function alignRows(rows: readonly (readonly string[])[], indent = ''): string[] {
  const widths = new Map<number, number>()
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths.set(column, Math.max(widths.get(column) ?? 0, cell.length))
    })
  }
  return rows.map((row) =>
    `${indent}${row
      .map((cell, column) =>
        column === row.length - 1 ? cell : cell.padEnd(Math.min(widths.get(column) ?? 0, widest)),
      )
      .join('  ')}`.trimEnd(),
  )
}
