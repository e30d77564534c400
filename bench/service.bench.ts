import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Hex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Bench } from '@/bench/comparison'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import {
  chainId,
  createTestSafe,
  hashOf,
  type SafeOnAnvil,
  signAs,
  startSafeChain,
  transactionOf,
} from '@/test/safe-on-anvil'
import { startSafeService } from '@/test/start-safe-service'

/** Each owner confirms each transaction once: that many writes can be measured. */
const owners = 40
const transactions = 60
const inFlight = 10

type Confirmation = { readonly safeTxHash: Hex; readonly signature: Hex }

async function post(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  // Read to its end, so that the connection serves the next request.
  const text = await response.text()
  if (response.status !== 201) throw new Error(`${url} answers ${response.status}: ${text}`)
}

/** Proposes the transactions through the service and signs what is to be confirmed. */
async function prepare(chain: SafeOnAnvil, url: string): Promise<Confirmation[]> {
  const accounts = Array.from({ length: owners }, () => privateKeyToAccount(generatePrivateKey()))
  const safe = await createTestSafe(chain.client, {
    owners: [0, ...accounts.map(({ address }) => address)],
  })
  const confirmations: Confirmation[] = []
  for (let nonce = 0n; nonce < transactions; nonce++) {
    const transaction = transactionOf(safe, { nonce })
    const safeTxHash = hashOf(transaction)
    await post(`${url}/v2/safes/${safe}/multisig-transactions/`, {
      to: transaction.target,
      value: '0',
      data: '0x',
      operation: 0,
      safeTxGas: '0',
      baseGas: '0',
      gasPrice: '0',
      gasToken: transaction.gasToken,
      refundReceiver: transaction.refundReceiver,
      nonce: Number(nonce),
      contractTransactionHash: safeTxHash,
      sender: demoAccount(0).address,
      signature: await signAs(0, transaction),
    })
    for (const account of accounts) {
      confirmations.push({ safeTxHash, signature: await account.sign({ hash: safeTxHash }) })
    }
  }
  return confirmations
}

function raise(): never {
  throw new Error('There are not enough confirmations to measure.')
}

/** What a confirmation is at the least: one durable row. */
async function insertRow(store: Store, { safeTxHash, signature }: Confirmation): Promise<void> {
  await store.database.execute(
    sql`insert into bench_rows (safe_tx_hash, signature) values (${safeTxHash}, ${signature})`,
  )
}

export const bench: Bench = {
  run: async (compare) => {
    const directory = mkdtempSync(join(tmpdir(), 'suture-bench-'))
    const chain = await startSafeChain()
    const store = await openStore({ directory })
    const { client } = chain
    const service = await startSafeService({ store, client, chainId, now: () => new Date() })
    try {
      await store.database.execute(
        sql`create table bench_rows (safe_tx_hash text not null, signature text not null)`,
      )
      const confirmations = await prepare(chain, service.url)
      const row = confirmations.at(-1) ?? raise()
      const next = () => confirmations.pop() ?? raise()
      const confirm = ({ safeTxHash, signature }: Confirmation) =>
        post(`${service.url}/v1/multisig-transactions/${safeTxHash}/confirmations/`, { signature })
      const several = (write: () => Promise<void>) => () =>
        Promise.all(Array.from({ length: inFlight }, write))
      const insert = () => insertRow(store, row)
      await compare({
        title: 'write a confirmation, one after the other, on PGlite on disk',
        contenders: [
          { name: 'bare INSERT of one row', run: insert },
          { name: 'POST to the Safe service, signature recovered', run: () => confirm(next()) },
        ],
      })
      await compare({
        title: `write confirmations, ${inFlight} in flight, on PGlite on disk`,
        work: inFlight,
        contenders: [
          { name: 'bare INSERT of one row', run: several(insert) },
          {
            name: 'POST to the Safe service, signature recovered',
            run: several(() => confirm(next())),
          },
        ],
      })
    } finally {
      await service.stop()
      await store.close()
      await chain.stop()
      rmSync(directory, { recursive: true, force: true })
    }
  },
}
