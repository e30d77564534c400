import { formatEther } from 'viem'

/** Less is a matter of units, not of value: 0.000001 ETH. */
const leastInEther = 10n ** 12n

/** An amount of ether, exact, in the unit that people read: `2 ETH`, `1,250,000.5 ETH`, `5 wei`. */
export function tellEther(wei: bigint): string {
  const size = wei < 0n ? -wei : wei
  if (size !== 0n && size < leastInEther) return `${wei.toLocaleString('en')} wei`
  const [whole = '', fraction] = formatEther(size).split('.')
  const sign = wei < 0n ? '-' : ''
  const rest = fraction === undefined ? '' : `.${fraction}`
  return `${sign}${BigInt(whole).toLocaleString('en')}${rest} ETH`
}
