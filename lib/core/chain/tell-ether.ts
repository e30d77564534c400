import { formatEther } from 'viem'

/** Less is a matter of units, not of value: 0.000001 ETH. */
const leastInEther = 10n ** 12n

/** An amount of ether, exact, in the unit that people read: `2 ETH`, `5 wei`. */
export function tellEther(wei: bigint): string {
  const size = wei < 0n ? -wei : wei
  if (size !== 0n && size < leastInEther) return `${wei.toLocaleString('en')} wei`
  return `${formatEther(wei)} ETH`
}
