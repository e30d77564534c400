import { createClient, custom, decodeFunctionData, type Hex, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { approveHash } from './approve-hash'

const safe = { chainId: 1, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const
const account = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const call = { target: account, value: 0n, data: '0x' } as const
const transaction = plainTransaction({ safe, call, nonce: 0n })
const version = '1.4.1'

/** A wallet that remembers what it was asked to do and refuses to do it. */
function startWallet() {
  const asked: { method: string; params?: unknown }[] = []
  const wallet = createClient({
    transport: custom(
      {
        request: async (request: { method: string; params?: unknown }) => {
          asked.push(request)
          if (request.method === 'eth_chainId') return '0x1'
          throw new Error('enough is known')
        },
      },
      { retryCount: 0 },
    ),
  })
  return { asked, wallet }
}

test('default', async () => {
  const { asked, wallet } = startWallet()
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  const parameters = { wallet, reader: wallet, account, transaction, version } as const
  await expect(approveHash({ ...parameters, safeTxHash })).rejects.toThrow()
  const { params } = asked.find(({ method }) => method === 'eth_call')!
  const [request] = params as [{ data: Hex }]
  const { args } = decodeFunctionData({ abi: safeAbi, data: request.data })
  expect(args).toEqual([safeTxHash])
})

test('error: a hash that is not the one of the fields shown is never sent', async () => {
  const { asked, wallet } = startWallet()
  const parameters = { wallet, reader: wallet, account, transaction, version } as const
  const refused = approveHash({ ...parameters, safeTxHash: zeroHash })
  await expect(refused).rejects.toThrow('The transaction changed after it was shown.')
  expect(asked).toEqual([])
})
