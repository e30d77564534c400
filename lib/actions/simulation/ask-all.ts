/** Questions to a fork that are open at one time: it answers them on one processor. */
const atOnce = 16

/** Asks for each of many, some at one time, and gives the answers in order. @throws what the first to fail threw */
export async function askAll<T, R>(
  many: readonly T[],
  ask: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  let next = 0
  const work = async () => {
    for (let at = next++; at < many.length; at = next++) answers[at] = await ask(many[at] as T, at)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, work))
  return answers
}
