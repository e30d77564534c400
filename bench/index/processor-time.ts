import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second. */
const tick = 10_000

/**
 * Microseconds of processors that a process and those that it has started took so far, ended ones among them. Zero where the
 * system does not tell.
 */
export function processorTime(pid: number | undefined): number {
  if (pid === undefined) return 0
  const children = everyProcess().filter((child) => statOf(child)?.parent === pid)
  const stats = [statOf(pid), ...children.map(statOf)]
  return stats.reduce((sum, stat) => sum + (stat?.time ?? 0), 0)
}

function everyProcess(): number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}

function statOf(pid: number): { readonly parent: number; readonly time: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { parent: Number(fields[1]), time: ticks * tick }
  } catch {
    // It has ended by now.
    return undefined
  }
}
