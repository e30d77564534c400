import type { Client } from 'viem'

/** Milliseconds for which it is told after it was over, so that pages which are only now in front of somebody hear of it. */
const told = 8_000

const open = new WeakMap<Client, Set<Promise<unknown>>>()

/** Readings of a chain that some page did not wait for: it has to be made anew when they are over. */
export const lateReadings = {
  note(client: Client, reading: Promise<unknown>): void {
    const ofClient = open.get(client) ?? new Set()
    open.set(client, ofClient)
    if (ofClient.has(reading)) return
    ofClient.add(reading)
    const letGo = () => void setTimeout(() => ofClient.delete(reading), told).unref()
    reading.then(letGo, letGo)
  },
  /** Whether there is one, or was just now. */
  has: (client: Client): boolean => (open.get(client)?.size ?? 0) > 0,
}
