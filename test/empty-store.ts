import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '@/lib/adapters/store/open-store'

let template: Promise<string> | undefined

/**
 * Puts an empty database of ours into a folder. Initialising one takes seconds of a processor, so that it is done once for
 * all files that this process runs.
 */
export async function putEmptyStore(directory: string): Promise<void> {
  template ??= makeTemplate()
  cpSync(await template, directory, { recursive: true })
}

/** An empty store of one's own. What it keeps is gone when it is closed. */
export async function openEmptyStore(): Promise<Store> {
  const directory = mkdtempSync(join(tmpdir(), 'suture-store-'))
  await putEmptyStore(directory)
  const store = await openStore({ directory })
  const close = () => store.close().finally(() => rmSync(directory, { recursive: true }))
  return { ...store, close }
}

async function makeTemplate(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'suture-template-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  await (await openStore({ directory })).close()
  return directory
}
