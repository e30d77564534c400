import { setImmediate } from 'node:timers/promises'

/** Of which all together take some milliseconds. */
const inOneTurn = 250

/**
 * Does something with each of many, and gives others a turn in between: a page that is drawn by the same process, or the
 * database, which would have nothing to do until all of them are done.
 */
export async function eachInTurns<item>(
  items: Iterable<item>,
  act: (item: item) => void,
): Promise<void> {
  let done = 0
  for (const item of items) {
    act(item)
    done += 1
    if (done % inOneTurn === 0) await setImmediate()
  }
}
