/** Works through parts, so many at one time. */
export async function inTurns<T>(
  parts: readonly T[],
  turns: number,
  work: (part: T) => Promise<void>,
): Promise<void> {
  let next = 0
  const turn = async () => {
    for (let part = parts[next++]; part !== undefined; part = parts[next++]) await work(part)
  }
  await Promise.all(Array.from({ length: turns }, turn))
}
