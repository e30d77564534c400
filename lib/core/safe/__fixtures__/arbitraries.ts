import fc from 'fast-check'
import { type Address, getAddress, type Hex, maxUint256, toHex } from 'viem'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** Arbitraries of fast-check for the domain's types. */

export const arbitraryBytes = (constraints: fc.IntArrayConstraints = {}): fc.Arbitrary<Hex> =>
  fc.uint8Array(constraints).map((bytes) => toHex(bytes))

export const arbitraryHash = arbitraryBytes({ minLength: 32, maxLength: 32 })

export const arbitraryAddress: fc.Arbitrary<Address> = arbitraryBytes({
  minLength: 20,
  maxLength: 20,
}).map((bytes) => getAddress(bytes))

const arbitraryUint256 = fc.bigInt({ min: 0n, max: maxUint256 })

export const arbitrarySafeTransaction: fc.Arbitrary<SafeTransaction> = fc.record({
  safe: fc.record({ chainId: fc.integer({ min: 1, max: 2 ** 31 }), address: arbitraryAddress }),
  target: arbitraryAddress,
  value: arbitraryUint256,
  data: arbitraryBytes({ maxLength: 200 }),
  operation: fc.constantFrom('call', 'delegatecall'),
  safeTxGas: arbitraryUint256,
  baseGas: arbitraryUint256,
  gasPrice: arbitraryUint256,
  gasToken: arbitraryAddress,
  refundReceiver: arbitraryAddress,
  nonce: arbitraryUint256,
})
