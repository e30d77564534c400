import { readFileSync } from 'node:fs'
import { type Address, decodeFunctionData, type Hex, zeroAddress } from 'viem'
import type { Bench } from '@/bench/comparison'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'

const corpus = 'lib/core/calldata/__fixtures__/base-and-arbitrum-calls.json'

type Recorded = { readonly to: Address | null; readonly data: Hex }

function largestCall(): { target: Address; value: bigint; data: Hex } {
  const calls = JSON.parse(readFileSync(corpus, 'utf8')) as Recorded[]
  const { to, data } = calls.reduce((a, b) => (b.data.length > a.data.length ? b : a))
  return { target: to ?? zeroAddress, value: 0n, data }
}

function countCalls({ children }: DecodedCall): number {
  return children.reduce((sum, child) => sum + countCalls(child.call), 1)
}

export const bench: Bench = {
  run: async (compare) => {
    const call = largestCall()
    const bytes = (call.data.length / 2 - 1).toLocaleString('en')
    await compare({
      title: `decode the largest recorded call: ${bytes} bytes, ${countCalls(decodeCall({ call }))} calls in all`,
      contenders: [
        {
          name: "viem's decodeFunctionData, the Safe's call only",
          run: () => decodeFunctionData({ abi: safeAbi, data: call.data }),
        },
        { name: 'decodeCall, the whole tree', run: () => decodeCall({ call }) },
      ],
    })
  },
}
