import { type Address, zeroAddress } from 'viem'
import { describe, expect, test } from 'vitest'
import { findSafeNode, nestedSafes, type OwnerNode, type SafeNode, safesAbove } from './owner-tree'

const address = (byte: number): Address => `0x${byte.toString(16).padStart(40, '0')}`
const account = (byte: number): OwnerNode => ({ kind: 'account', address: address(byte) })

function safe(byte: number, owners: readonly OwnerNode[] = [], chainId = 1): SafeNode {
  return {
    kind: 'safe',
    address: address(byte),
    owners,
    state: {
      safe: { chainId, address: address(byte) },
      version: '1.4.1',
      singleton: zeroAddress,
      owners: owners.map((owner) => owner.address),
      threshold: 1,
      nonce: 0n,
      modules: [],
      guard: zeroAddress,
      fallbackHandler: zeroAddress,
    },
  }
}

// 0xa is owned by an account, 0xb and 0xc; 0xb by 0xd; 0xc by 0xd and an account.
const deep = safe(0xd, [account(4)])
const left = safe(0xb, [deep])
const right = safe(0xc, [account(3), deep])
const tree = safe(0xa, [account(1), left, right])
const onChain = (byte: number, chainId = 1) => ({ chainId, address: address(byte) })

describe('nestedSafes', () => {
  test('default: each Safe below, once, at any depth', () => {
    expect(nestedSafes(tree).map((state) => state.safe.address)).toEqual(
      [0xb, 0xd, 0xc].map(address),
    )
  })

  test('behavior: what is no Safe is none', () => {
    expect(nestedSafes(safe(0xa, [account(1), { kind: 'cycle', address: address(0xb) }]))).toEqual(
      [],
    )
  })
})

describe('findSafeNode', () => {
  test('default: on top, below, and in a later tree', () => {
    const later = safe(0xe, [safe(0xf)])
    expect(findSafeNode([tree, later], onChain(0xa))).toBe(tree)
    expect(findSafeNode([tree, later], onChain(0xd))).toBe(deep)
    expect(findSafeNode([tree, later], onChain(0xc))).toBe(right)
    expect(findSafeNode([tree, later], onChain(0xf))?.address).toBe(address(0xf))
  })

  test('behavior: no account, no stranger, no Safe of the same address on another chain', () => {
    for (const safeOf of [onChain(1), onChain(0xe), onChain(0xa, 2), onChain(0xd, 2)]) {
      expect(findSafeNode([tree], safeOf)).toBeUndefined()
    }
  })
})

describe('safesAbove', () => {
  test('default: the nearest first', () => {
    expect(safesAbove([tree], onChain(0xb))).toEqual([address(0xa)])
    expect(safesAbove([tree], onChain(0xd))).toEqual([address(0xb), address(0xa)])
    expect(safesAbove([safe(0xe), tree], onChain(0xc))).toEqual([address(0xa)])
  })

  test('behavior: above the top, an account, a stranger and another chain there is none', () => {
    for (const safeOf of [
      onChain(0xa),
      onChain(1),
      onChain(0xe),
      onChain(0xb, 2),
      onChain(0xd, 2),
    ]) {
      expect(safesAbove([tree], safeOf)).toBeUndefined()
    }
  })
})
