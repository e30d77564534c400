import { readdirSync, readFileSync } from 'node:fs'

/** Megabytes at the highest; undefined where the system does not tell. */
export type MemoryPeaks = {
  /** This process. */
  own: number
  /** The Anvil that runs the transactions. */
  scratch: number | undefined
}

/** Looks again and again how much memory is held, until what it returns is called. */
export function watchMemory(node: number): () => MemoryPeaks {
  const peaks: MemoryPeaks = { own: 0, scratch: undefined }
  const look = () => {
    peaks.own = Math.max(peaks.own, process.memoryUsage.rss() / 1e6)
    for (const pid of childrenOf(process.pid)) {
      const held = pid === node ? undefined : memoryOf(pid)
      if (held !== undefined) peaks.scratch = Math.max(peaks.scratch ?? 0, held)
    }
  }
  const timer = setInterval(look, 100)
  return () => {
    look()
    clearInterval(timer)
    return peaks
  }
}

function childrenOf(parent: number): number[] {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.map(Number).filter((pid) => parentOf(pid) === parent && isAnvil(pid))
  } catch {
    return []
  }
}

function parentOf(pid: number): number | undefined {
  return Number(/\) \w (\d+) /.exec(readText(`/proc/${pid}/stat`))?.[1] ?? Number.NaN)
}

function isAnvil(pid: number): boolean {
  return readText(`/proc/${pid}/comm`).startsWith('anvil')
}

function memoryOf(pid: number): number | undefined {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readText(`/proc/${pid}/status`))?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1e3
}

/** A process may be gone by now. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
