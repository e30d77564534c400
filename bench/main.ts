import { readdirSync } from 'node:fs'
import type { Bench, Comparison } from '@/bench/comparison'
import { formatTable } from '@/bench/format-table'
import { measure } from '@/bench/measure'

const suffix = '.bench.ts'

/**
 * Runs the groups named, or all, and prints a table for each comparison.
 *
 * @throws Error naming the groups there are
 */
export async function runBench(names: readonly string[]): Promise<void> {
  const groups = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length))
    .sort()
  const unknown = names.find((name) => !groups.includes(name))
  if (unknown) throw new Error(`There is no group "${unknown}". Give any of: ${groups.join(', ')}.`)
  console.log(`Node ${process.versions.node}, ${process.platform} ${process.arch}`)
  console.log('Median of one; ratio to the first row, measured turn by turn in the same run.')
  for (const name of names.length > 0 ? names : groups) {
    const { bench } = (await import(`./${name}${suffix}`)) as { bench: Bench }
    await bench.run(compare)
  }
}

async function compare(comparison: Comparison): Promise<void> {
  console.log(`\n${formatTable(comparison.title, await measure(comparison))}`)
}
