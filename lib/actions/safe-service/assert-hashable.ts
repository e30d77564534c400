import { RefusedRequestError } from './safe-service-error'

/** Characters of types times values: about a third of a second. Orders with hundreds of items stay below it. */
const mostWork = 2_000_000

/**
 * Refuses EIP-712 objects that are made to be expensive: each value of a struct hashes the text of its type with all
 * that it refers to, so a body of a megabyte could keep the process busy for an hour before anybody has signed anything.
 *
 * @throws RefusedRequestError
 */
export function assertHashable(typedData: Readonly<Record<string, unknown>>): void {
  const work = measure(typedData.types).characters * measure(typedData.message).values
  if (work <= mostWork) return
  throw new RefusedRequestError('message', 'The message is too large to hash.', {
    facts: [
      ['Characters of types times values', String(work)],
      ['At most', String(mostWork)],
    ],
    hint: 'Sign fewer items at once, or leave out types that nothing refers to.',
  })
}

/** Without recursion: how deep it is nested is up to whoever sent it. */
function measure(value: unknown): { values: number; characters: number } {
  let [values, characters] = [0, 0]
  for (const queue = [value]; queue.length > 0; values++) {
    const next = queue.pop()
    if (typeof next === 'string') characters += next.length
    if (typeof next !== 'object' || next === null) continue
    for (const [key, inner] of Object.entries(next)) {
      characters += key.length
      queue.push(inner)
    }
  }
  return { values, characters }
}
