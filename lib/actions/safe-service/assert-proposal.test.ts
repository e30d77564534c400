import fc from 'fast-check'
import { createClient, custom, zeroAddress, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, test } from 'vitest'
import { proposeRequest } from '@/lib/adapters/safe-service/wire-requests'
import { BaseError } from '@/lib/core/error/base-error'
import { arbitraryMutation, mutateJson } from '@/lib/core/safe/__fixtures__/mutate-json'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { assertProposalHash, assertProposer, type Proposal, toProposal } from './assert-proposal'

const [ada, grace, stranger] = [1, 2, 3].map((key) =>
  privateKeyToAccount(`0x${key.toString(16).padStart(64, '0')}`),
) as [Account, Account, Account]
type Account = ReturnType<typeof privateKeyToAccount>

const version = '1.4.1'
const safe = { chainId: 31337, address: '0x41675C099F32341bf84BFc5382aF534df5C7461a' } as const
const state: SafeState = {
  ...{ safe, version, singleton: zeroAddress, owners: [ada.address, grace.address], threshold: 2 },
  ...{ nonce: 4n, modules: [], guard: zeroAddress, fallbackHandler: zeroAddress },
}
const call = { target: safe.address, value: 1n, data: '0x1234' } as const
const transaction = plainTransaction({ safe, call, nonce: 4n })
const { safeTxHash } = hashSafeTransaction({ transaction, version })

/** A node that confirms nothing: no approval, no signature of a contract. */
const client = createClient({ transport: custom({ request: async () => zeroHash }) })
const context = { client, chainId: safe.chainId }

async function bodyOf(of: SafeTransaction, by: Account) {
  const hash = hashSafeTransaction({ transaction: of, version }).safeTxHash
  return {
    to: of.target,
    value: String(of.value),
    data: of.data,
    operation: 0,
    ...{ safeTxGas: '0', baseGas: '0', gasPrice: '0' },
    ...{ gasToken: zeroAddress, refundReceiver: zeroAddress },
    nonce: Number(of.nonce),
    contractTransactionHash: hash,
    sender: by.address,
    signature: await by.sign({ hash }),
    origin: 'a wallet',
  }
}

/** What is asked of a proposal before it is stored, but for what only a chain or a store knows. */
async function prove(proposal: Proposal) {
  assertProposalHash(proposal, state)
  return await assertProposer(context, { proposal, state, delegator: undefined })
}

let honest: Awaited<ReturnType<typeof bodyOf>>
beforeAll(async () => {
  honest = await bodyOf(transaction, ada)
})

test('default: an owner’s proposal, with the signature that proves it', async () => {
  const proposal = toProposal(proposeRequest.parse(honest), safe)
  expect(proposal).toMatchObject({ transaction, safeTxHash, sender: ada.address })
  expect(await prove(proposal)).toEqual([
    { kind: 'eip712', signer: ada.address, data: honest.signature },
  ])
})

test('error: a signature of the same owner for another chain, another Safe, another nonce', async () => {
  const elsewhere: SafeTransaction[] = [
    { ...transaction, safe: { ...safe, chainId: 1 } },
    { ...transaction, safe: { ...safe, address: ada.address } },
    { ...transaction, nonce: 5n },
  ]
  for (const each of elsewhere) {
    const there = await bodyOf(each, ada)
    const whole = toProposal(proposeRequest.parse({ ...there, nonce: 4 }), safe)
    await expect(prove(whole)).rejects.toThrow('does not match provided contract-tx-hash')
    const signature = toProposal(
      proposeRequest.parse({ ...honest, signature: there.signature }),
      safe,
    )
    await expect(prove(signature)).rejects.toMatchObject({ name: 'NotAnOwnerError' })
  }
})

test('behavior: of 10,000 changed bodies none is taken with another transaction or signature', async () => {
  const text = JSON.stringify(honest)
  // Of another transaction, by somebody who is no owner.
  const other = JSON.stringify(await bodyOf({ ...transaction, value: 9n, nonce: 5n }, stranger))
  const counts = { unread: 0, refused: 0, unsigned: 0, taken: 0 }
  await fc.assert(
    fc.asyncProperty(arbitraryMutation, async (mutation) => {
      const parsed = proposeRequest.safeParse(parseJson(mutateJson(text, other, mutation)))
      if (!parsed.success) {
        counts.unread += 1
        return
      }
      const proposal = toProposal(parsed.data, safe)
      const isProven =
        proposal.safeTxHash === safeTxHash &&
        proposal.sender === ada.address &&
        proposal.signatures === honest.signature
      try {
        // The signature was recovered above; only what changed is recovered again.
        if (isProven) assertProposalHash(proposal, state)
        const signatures = isProven ? [] : await prove(proposal)
        expect(proposal.transaction).toEqual(transaction)
        expect(proposal.safeTxHash).toBe(safeTxHash)
        for (const { signer, data } of signatures) {
          expect({ signer, data }).toEqual({ signer: ada.address, data: honest.signature })
        }
        if (proposal.signatures) counts.taken += 1
        else counts.unsigned += 1
      } catch (error) {
        if (!(error instanceof BaseError)) throw error
        counts.refused += 1
      }
    }),
    { numRuns: 10_000 },
  )
  // Each of them happened: none of this holds because nothing was tried.
  for (const [what, count] of Object.entries(counts)) expect(count, what).toBeGreaterThan(20)
}, 240_000)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
