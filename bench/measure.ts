import type { Comparison } from '@/bench/comparison'

export type Measurement = {
  readonly name: string
  /** Of one piece of work. */
  readonly medianNanoseconds: number
  /** To the first contender, measured in the same run. */
  readonly ratio: number
}

const usualSamples = 15
/** A sample is repeated until it lasts this long, so that the clock's grain does not matter. */
const sampleNanoseconds = 20_000_000

/**
 * Measures the contenders turn by turn, a sample of each per round, so that whatever slows the machine meanwhile
 * slows them alike. Absolute figures are this machine's; ratios travel.
 */
export async function measure({
  contenders,
  work = 1,
  samples = usualSamples,
}: Comparison): Promise<Measurement[]> {
  const calls: number[] = []
  for (const { run } of contenders) calls.push(await callsPerSample(run))
  const times = contenders.map((): number[] => [])
  for (let round = 0; round < samples; round++) {
    for (const [i, { run }] of contenders.entries()) {
      const count = calls[i] ?? 1
      times[i]?.push((await time(run, count)) / count / work)
    }
  }
  const medians = times.map(median)
  return contenders.map(({ name }, i) => ({
    name,
    medianNanoseconds: medians[i] ?? 0,
    ratio: (medians[i] ?? 0) / (medians[0] ?? 1),
  }))
}

/** Also the warm-up. */
async function callsPerSample(run: () => unknown): Promise<number> {
  let count = 1
  while ((await time(run, count)) < sampleNanoseconds) count *= 2
  return count
}

/** Nanoseconds for `count` calls; only what returns a promise is awaited. */
async function time(run: () => unknown, count: number): Promise<number> {
  const start = process.hrtime.bigint()
  for (let i = 0; i < count; i++) {
    const result = run()
    if (result instanceof Promise) await result
  }
  return Number(process.hrtime.bigint() - start)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
