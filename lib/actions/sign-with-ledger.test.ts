import { type Address, zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { anvilMnemonic as mnemonic } from '@/demo/chain/anvil-mnemonic'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { aloneInTurn } from '@/lib/actions/__fixtures__/alone-in-turn'
import { scriptedLedger } from '@/lib/adapters/ledger/__fixtures__/scripted-ledger'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import { signWithLedger } from './sign-with-ledger'

const safe = { chainId: 1, address: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' } as const
const call = { target: zeroAddress, value: 0n, data: '0x' } as const
const transaction = plainTransaction({ safe, call, nonce: 3n })
const version = '1.4.1'
const hashes = hashSafeTransaction({ transaction, version })
const owners: readonly Address[] = [demoAccount(9).address, demoAccount(0).address]
const parameters = {
  ...{ transaction, version, owners },
  shown: hashes.safeTxHash,
  inTurn: aloneInTurn,
}

test('default: the device shows both hashes, and the signature is the owner’s', async () => {
  const hid = scriptedLedger({ mnemonic })
  const signature = await signWithLedger(hid, parameters)
  expect(signature).toMatchObject({ kind: 'eip712', signer: demoAccount(0).address })
  expect(hid.shown).toEqual([hashes.domainHash, hashes.messageHash])
})

test('error: rejected, locked, another app, no blind signing', async () => {
  const messages = await Promise.all(
    [0x6985, 0x5515, 0x6e00, 0x6a80].map((refuses) =>
      signWithLedger(scriptedLedger({ mnemonic, refuses }), parameters).catch(
        (error: Error) => error.message.split('\n')[0],
      ),
    ),
  )
  expect(messages).toEqual([
    'It was rejected on the Ledger.',
    'The Ledger is locked.',
    'The Ethereum app is not open.',
    'The Ethereum app does not sign hashes.',
  ])
})

test('error: it signs something else, no account of it is an owner, nobody chose a device', async () => {
  const swapping = signWithLedger(scriptedLedger({ mnemonic, swaps: true }), parameters)
  await expect(swapping).rejects.toMatchObject({ name: 'SignatureMismatchError' })
  const strangers = { ...parameters, owners: [zeroAddress] }
  const stranger = signWithLedger(scriptedLedger({ mnemonic }), strangers)
  await expect(stranger).rejects.toMatchObject({ name: 'NoOwnerOnLedgerError' })
  const nobody = signWithLedger({ requestDevice: async () => [] }, parameters)
  await expect(nobody).rejects.toMatchObject({ name: 'NoLedgerError' })
})

test('error: what was shown is no longer what would be signed', async () => {
  const hid = scriptedLedger({ mnemonic })
  const other = { ...parameters, transaction: { ...transaction, nonce: 4n } }
  await expect(signWithLedger(hid, other)).rejects.toMatchObject({ name: 'ShownHashError' })
  expect(hid.shown).toEqual([])
})

test('behavior: what has to hold is asked of the account that the device told, before it signs', async () => {
  const hid = scriptedLedger({ mnemonic })
  const asked: unknown[] = []
  const refusing = signWithLedger(hid, {
    ...parameters,
    inTurn: async (request) => {
      asked.push(request)
      throw new Error('signed another for this nonce')
    },
  })
  await expect(refusing).rejects.toThrow('signed another for this nonce')
  const account = demoAccount(0).address
  expect(asked).toEqual([{ transaction, safeTxHash: hashes.safeTxHash, account }])
  expect(hid.shown).toEqual([])
})
