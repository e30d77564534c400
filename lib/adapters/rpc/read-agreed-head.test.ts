import { numberToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import type { ChainNode } from './chain-nodes'
import { NodeSilentError } from './node-errors'
import { readAgreedHead } from './read-agreed-head'
import { unseenSpans } from './seen-spans'

const now = () => BigInt(Math.floor(Date.now() / 1_000))

type Fake = ChainNode & { asked: number }

/** A node whose newest block is this, or that fails, or never answers. */
function nodeAt(newest: bigint | 'silent' | 'hangs', timestamp = now()): Fake {
  const node: Fake = {
    host: String(newest),
    mostComplete: 0,
    spans: unseenSpans(),
    asked: 0,
    ask: () => Promise.reject(new Error('not asked')),
    batch: () => Promise.reject(new Error('not asked')),
    request: async (method) => {
      node.asked += 1
      if (newest === 'hangs') return await new Promise(() => {})
      if (newest === 'silent') throw new NodeSilentError({ host: 'x', method, reason: 'busy' })
      return {
        number: numberToHex(newest),
        hash: numberToHex(newest, { size: 32 }),
        timestamp: numberToHex(timestamp),
      }
    },
  }
  return node
}

const headOf = async (nodes: readonly Fake[], quorum: number, indexed?: bigint) => {
  const { head, node } = await readAgreedHead({ chainId: 1, nodes, quorum }, { indexed })
  return [head.number, nodes.indexOf(node as Fake)]
}

describe('readAgreedHead', () => {
  test.each([
    { heads: [10n, 20n, 30n], quorum: 2, head: 20n, of: 1 },
    { heads: [30n, 10n, 20n], quorum: 2, head: 20n, of: 2 },
    { heads: [20n, 30n, 10n], quorum: 2, head: 20n, of: 0 },
    { heads: [10n, 20n, 30n], quorum: 3, head: 10n, of: 0 },
    { heads: [20n, 20n, 20n], quorum: 2, head: 20n, of: 1 },
    { heads: ['silent' as const, 20n, 30n], quorum: 2, head: 20n, of: 1 },
  ])('default: $quorum of $heads', async ({ heads, quorum, head, of }) => {
    expect(
      await headOf(
        heads.map((each) => nodeAt(each)),
        quorum,
      ),
    ).toEqual([head, of])
  })

  test('behavior: one that never answers is waited for once, and shortly', async () => {
    const nodes = [nodeAt('hangs'), nodeAt(20n), nodeAt(30n)]
    const since = performance.now()
    expect(await headOf(nodes, 2)).toEqual([20n, 1])
    const waited = performance.now() - since
    expect(await headOf(nodes, 2)).toEqual([20n, 1])
    expect(performance.now() - since - waited).toBeLessThan(waited / 2)
  })

  test('behavior: where each may speak alone, the first does', async () => {
    const nodes = [nodeAt(10n), nodeAt(20n)]
    expect(await headOf(nodes, 1, 10n)).toEqual([10n, 0])
    expect(nodes.map(({ asked }) => asked)).toEqual([1, 0])
  })

  test('behavior: where each may speak alone, one below what is indexed or from yesterday does not', async () => {
    expect(await headOf([nodeAt(10n), nodeAt(20n)], 1, 11n)).toEqual([20n, 1])
    expect(await headOf([nodeAt(10n, now() - 86_400n), nodeAt(20n)], 1, 10n)).toEqual([20n, 1])
    // All of them are old: it is the chain that stands still.
    const old = [nodeAt(10n, now() - 86_400n), nodeAt(9n, now() - 86_400n)]
    expect(await headOf(old, 1, 10n)).toEqual([10n, 0])
  })

  test('error: too few answer', async () => {
    await expect(headOf([nodeAt('silent'), nodeAt(20n)], 2)).rejects.toMatchObject({
      name: 'NodeSilentError',
    })
  })
})
