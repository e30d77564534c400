import { type Hash, keccak256, toHex, zeroAddress, zeroHash } from 'viem'
import { openStore } from '@/lib/adapters/store/open-store'
import { saveConfirmations } from '@/lib/adapters/store/save-confirmations'
import { saveDossier } from '@/lib/adapters/store/save-dossier'
import { saveProposal } from '@/lib/adapters/store/save-proposal'

/*
 * Writes proposals, confirmations and dossiers as fast as it can, four at a time, and says on standard output which
 * were acknowledged. Meant to be killed.
 */
const [round = '0', directory, databaseUrl] = process.argv.slice(2)
const store = await openStore({ directory: directory || undefined, databaseUrl })

const acknowledge = (hash: Hash) => process.stdout.write(`${hash}\n`)

async function write(hash: Hash): Promise<void> {
  await saveProposal(store, {
    transaction: {
      safe: { chainId: 1, address: zeroAddress },
      target: zeroAddress,
      value: 0n,
      data: `0x${'ab'.repeat(2_000)}`,
      operation: 'call',
      safeTxGas: 0n,
      baseGas: 0n,
      gasPrice: 0n,
      gasToken: zeroAddress,
      refundReceiver: zeroAddress,
      nonce: 0n,
    },
    safeTxHash: hash,
    origin: '',
    proposer: undefined,
    proposedByDelegate: undefined,
    trusted: true,
    signatures: [],
    submittedAt: new Date(),
    mostUntrusted: 0,
  })
  const signature = { kind: 'eip712', signer: zeroAddress, data: `0x${'cd'.repeat(65)}` } as const
  await saveConfirmations(store, {
    chainId: 1,
    safeTxHash: hash,
    signatures: [signature],
    submittedAt: new Date(),
  })
  await saveDossier(store, {
    digest: hash,
    json: '{}',
    chainId: 1,
    timelock: zeroAddress,
    operationId: zeroHash,
    storedAt: new Date(),
  })
  acknowledge(hash)
}

async function writeForever(writer: number): Promise<never> {
  for (let index = 0; ; index++) await write(keccak256(toHex(`${round}:${writer}:${index}`)))
}

process.stdout.write('ready\n')
await Promise.all([0, 1, 2, 3].map(writeForever))
