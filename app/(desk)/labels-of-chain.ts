import type { LoadedDesks } from '@/app/(desk)/load-desks'

/** Names of all that is configured, of one chain or of all; each timelock by the protocol that it is of. */
export function labelsOfChain(
  { desks, config }: LoadedDesks,
  chainId?: number,
): Readonly<Record<string, string>> {
  const isHere = (each: { chainId: number }) => chainId === undefined || each.chainId === chainId
  const known = desks.filter(isHere).map(({ labels }) => labels)
  const timelocks = config.protocols
    .filter(isHere)
    .map(({ timelock, name }) => [timelock.toLowerCase(), `Timelock of ${name}`])
  return Object.assign({}, ...known, Object.fromEntries(timelocks))
}
