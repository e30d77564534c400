import { type Address, getAddress, type Hex } from 'viem'

const address = '([0-9a-f]{40})'

/** Runtime code that does nothing but forward, by its bytes. Arguments may follow it. */
const forwarders: readonly { readonly name: string; readonly code: RegExp }[] = [
  {
    name: 'EIP-1167',
    code: new RegExp(`^0x363d3d373d3d3d363d73${address}5af43d82803e903d91602b57fd5bf3`),
  },
  {
    name: 'EIP-1167, optimised',
    code: new RegExp(`^0x3d3d3d3d363d3d37363d73${address}5af43d3d93803e602a57fd5bf3`),
  },
  {
    name: 'EIP-7511',
    code: new RegExp(`^0x365f5f375f5f365f73${address}5af43d5f5f3e5f3d91602a57fd5bf3`),
  },
  {
    name: 'minimal proxy of Solady with PUSH0',
    code: new RegExp(`^0x5f5f365f5f37365f73${address}5af43d5f5f3e6029573d5ffd5b3d5ff3`),
  },
  {
    name: 'minimal proxy of Vyper',
    code: new RegExp(`^0x366000600037611000600036600073${address}5af4602c57600080fd5b6110006000f3`),
  },
  {
    name: 'clone with immutable arguments',
    code: new RegExp(`^0x363d3d3761[0-9a-f]{4}603736393661[0-9a-f]{4}013d73${address}5af43d`),
  },
]

/** EIP-1167 to an address with leading zeros, pushed without them. The jump is as much nearer. */
const vanity =
  /^0x363d3d373d3d3d363d(6[0-9a-f]|7[0-2])([0-9a-f]+?)5af43d82803e903d9160([0-9a-f]{2})57fd5bf3/

/**
 * Reads where a minimal proxy forwards to from its code.
 *
 * @see https://eips.ethereum.org/EIPS/eip-1167
 */
export function readMinimalProxy(code: Hex): { target: Address; evidence: string } | undefined {
  const bytes = code.toLowerCase()
  for (const { name, code: pattern } of forwarders) {
    const target = pattern.exec(bytes)?.[1]
    if (target) return { target: getAddress(`0x${target}`), evidence: `its code: ${name}` }
  }
  const [, push = '', pushed = '', jump = ''] = vanity.exec(bytes) ?? []
  const length = Number.parseInt(push, 16) - 0x5f
  const isWhole = pushed.length === 2 * length && Number.parseInt(jump, 16) === 0x17 + length
  if (!isWhole) return undefined
  const target = getAddress(`0x${pushed.padStart(40, '0')}`)
  return { target, evidence: 'its code: EIP-1167 with a shortened address' }
}
