import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Address, encodeFunctionData, type Hex, parseAbi } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { fillQueue, madeUpOperation, nthAddress } from '@/test/queue-store'
import { migrationsFolder } from './migrations-folder'
import { openStore } from './open-store'
import { timelockOperations } from './timelock-schema'

const abi = parseAbi([
  'function upgrade(address proxy, address implementation)',
  'function upgradeToAndCall(address implementation, bytes data)',
  'function transferOwnership(address owner)',
])
const store = await openStore()
afterAll(() => store.close())

test('behavior: what is added to rows of old is what new rows have', async () => {
  const timelock = { chainId: 1, address: nthAddress(900) }
  const [proxy, logic] = ['0xABcdEFABcdEFabcdEfAbCdefabcdeFABcDEFabCD', nthAddress(2)] as const
  const upgrade = encodeFunctionData({ abi, functionName: 'upgrade', args: [proxy, logic] })
  const own = encodeFunctionData({ abi, functionName: 'upgradeToAndCall', args: [logic, '0x12'] })
  const other = encodeFunctionData({ abi, functionName: 'transferOwnership', args: [proxy] })
  const callTo = (target: Address, data: Hex) => ({ target, value: 0n, data })
  const queues = [
    [callTo(nthAddress(700), `${upgrade}c0ffee`), callTo(nthAddress(701), own)],
    [callTo(nthAddress(702), other)],
    [callTo(nthAddress(703), '0x99a88ec4'), callTo(nthAddress(703), own)],
    [{ ...callTo(nthAddress(704), upgrade), delegatecall: true as const }],
    [],
  ]
  const operations = queues.map((calls, n) => ({
    ...madeUpOperation(timelock, { n, at: 10n + BigInt(n) }),
    calls,
  }))
  await fillQueue(store, { timelock, operations, indexed: 100n })
  const { id, upgraded, search } = timelockOperations
  const rows = () =>
    store.database.select({ id, upgraded, search }).from(timelockOperations).orderBy(id)
  const before = await rows()
  expect(before.map((row) => row.upgraded.length)).toEqual([2, 0, 1, 0, 0])
  // As they were written before the column was there.
  await store.database.execute(
    sql`update ${timelockOperations} set upgraded = '{}', search = ts_delete(search, array(select unnest from (select unnest(tsvector_to_array(search))) as t where unnest like 'xabcdef%' or unnest like 'zdcbafe%'))`,
  )
  expect(await rows()).not.toEqual(before)
  for (const statement of updates()) await store.database.execute(sql.raw(statement))
  const sorted = (found: typeof before) =>
    found.map((row) => ({ ...row, upgraded: [...row.upgraded].sort() }))
  expect(sorted(await rows())).toEqual(sorted(before))
})

function updates(): string[] {
  const folder = migrationsFolder()
  const name = readdirSync(folder).find((each) => each.endsWith('_upgraded_proxies.sql')) ?? ''
  const statements = readFileSync(join(folder, name), 'utf8').split('--> statement-breakpoint')
  return statements.filter((each) => /^UPDATE/m.test(each))
}
