/**
 * Says when a step begins and how long it took. Plain lines, so that steps may run side by side and the
 * output reads the same in a terminal, a log and CI.
 */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const start = performance.now()
  console.log(`… ${name}`)
  try {
    const result = await run()
    console.log(`✓ ${name} (${((performance.now() - start) / 1_000).toFixed(1)} s)`)
    return result
  } catch (error) {
    console.log(`✗ ${name}`)
    throw error
  }
}
