import { readFileSync } from 'node:fs'

/** What a piece of work took. */
export type Spent = {
  readonly milliseconds: number
  /** Of processors: of this process, the node, and processes that this one started and that have ended. */
  readonly cpu: { readonly own: number; readonly node: number; readonly ended: number }
}

/** Linux counts processor time in hundredths of a second. */
const tick = 10

/** Measures work by the clock and by what processors did for it: that depends less on what else the machine does. */
export async function spend<T>(
  node: number,
  work: () => Promise<T>,
): Promise<Spent & { readonly result: T }> {
  const [before, ended, own, start] = [
    timesOf(node),
    timesOf(process.pid),
    process.cpuUsage(),
    performance.now(),
  ]
  const result = await work()
  const milliseconds = performance.now() - start
  const { user, system } = process.cpuUsage(own)
  const cpu = {
    own: (user + system) / 1_000,
    node: timesOf(node).self - before.self,
    ended: timesOf(process.pid).ended - ended.ended,
  }
  return { milliseconds, cpu, result }
}

/** One of so many. */
export function each({ milliseconds, cpu }: Spent, count: number): Spent {
  const { own, node, ended } = cpu
  return {
    milliseconds: milliseconds / count,
    cpu: { own: own / count, node: node / count, ended: ended / count },
  }
}

export function processorTime({ cpu: { own, node, ended } }: Spent): number {
  return own + node + ended
}

/** Nothing where the system does not tell. */
function timesOf(pid: number): { self: number; ended: number } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { self: (user + system) * tick, ended: (endedUser + endedSystem) * tick }
  } catch {
    return { self: 0, ended: 0 }
  }
}
