import { sql } from 'drizzle-orm'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'

/** The store does not answer, so that nothing can be served. */
export class NotReadyError extends BaseError {
  override readonly name = 'NotReadyError'
  constructor(cause?: unknown) {
    super('The database does not answer.', {
      hint: 'The log of the server says why. It is tried again with every request.',
      retry: true,
      cause,
    })
  }
}

/** Whoever balances load wants to know soon. Milliseconds. */
const patience = 5_000

/**
 * Whether requests can be served: the store answers, and its schema is that of this version, since it is brought up to date
 * when it is opened.
 *
 * @throws NotReadyError
 */
export async function assertReady(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patience)
  })
  try {
    await Promise.race([ask(), late])
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    // What is wrong may name hosts: that is for the log.
    throw new NotReadyError(cause)
  } finally {
    clearTimeout(timer)
  }
}

async function ask(): Promise<void> {
  const { store } = await getServerContext()
  await store.database.execute(sql`select 1`)
}
