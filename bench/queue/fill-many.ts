import { sql } from 'drizzle-orm'
import { type Address, keccak256 } from 'viem'
import type { Store } from '@/lib/adapters/store/store'
import { fillQueue, madeUpOperation, nthAddress, nthHash } from '@/test/queue-store'

/** The timelock whose operations are asked for. */
export const busiest = nthAddress(1_000)

const timelocks = 10

/**
 * Fills the queue with so many operations of ten timelocks. The first by what indexing stores; the others are its rows again,
 * under their own addresses.
 */
export async function fillMany(
  store: Store,
  { chainId, count }: { readonly chainId: number; readonly count: number },
): Promise<void> {
  const each = count / timelocks
  const timelock = { chainId, address: busiest }
  const operations = Array.from({ length: each }, (_, n) => {
    const at = BigInt(n)
    const delay = BigInt((n * 7) % 5_000)
    const closed = n % 3 === 0 ? { cancelledAt: at + 1n } : { executedAt: at + 20n }
    const end = n % 10 === 0 ? {} : closed
    // An id is a hash: it has nothing in common with the one before.
    return { ...madeUpOperation(timelock, { n, at, delay, ...end }), id: keccak256(nthHash(n)) }
  })
  await fillQueue(store, { timelock, operations, indexed: BigInt(each) })
  for (let n = 1; n < timelocks; n++) await copyTimelock(store, nthAddress(1_000 + n))
  await store.database.execute(sql`analyze`)
}

async function copyTimelock(store: Store, address: Address): Promise<void> {
  for (const [table, column] of [
    ['timelocks', 'address'],
    ['timelock_operations', 'timelock'],
  ] as const) {
    const found = await store.database.execute(
      sql`select column_name as name from information_schema.columns
        where table_name = ${table} and table_schema = 'public' and column_name <> ${column}`,
    )
    const { rows } = found as unknown as { rows: { name: string }[] }
    const names = sql.raw(rows.map(({ name }) => `"${name}"`).join(', '))
    await store.database.execute(sql`insert into ${sql.identifier(table)}
      (${sql.identifier(column)}, ${names}) select ${address}, ${names} from ${sql.identifier(table)}
      where ${sql.identifier(column)} = ${busiest}`)
  }
}
