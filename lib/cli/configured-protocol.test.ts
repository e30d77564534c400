import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import { configuredProtocol } from './configured-protocol'

const [safe, timelock, vault] = [1, 2, 3].map((last) =>
  getAddress(`0x${String(last).padStart(40, '0')}`),
) as [`0x${string}`, `0x${string}`, `0x${string}`]
const expects = { invariants: [{ name: 'A', view: 'Vault.total()', is: '>', to: '0' }] }
const file = JSON.stringify({
  chains: [{ id: 1, name: 'Ethereum', rpcUrls: ['http://127.0.0.1:8545'] }],
  protocols: [
    {
      name: 'Harbor',
      chainId: 1,
      safe,
      timelock,
      proxies: [{ name: 'Vault', address: vault }],
      expects,
    },
  ],
})
const of = (protocol: object, chainId = 1) =>
  configuredProtocol(file, {
    chainId,
    protocol: { proxies: [], deploymentBlock: 0, ...protocol },
  })

test('default', () => {
  expect(of({ timelock })).toMatchObject({ name: 'Harbor', safe, timelock, expects })
})

test('behavior: without a timelock it is that of its Safe', () => {
  expect(of({ safe }).name).toBe('Harbor')
})

test('error: of another chain, timelock or Safe', () => {
  expect(() => of({ timelock }, 5)).toThrow('The configuration has no such protocol.')
  expect(() => of({ timelock: vault, safe })).toThrow('The configuration has no such protocol.')
  expect(() => of({})).toThrowErrorMatchingInlineSnapshot(`
    [NoSuchProtocolError: The configuration has no such protocol.
    Chain: 1
    Timelock: none
    Safe: none
    Name it among its protocols, or leave out --config.]
  `)
})
