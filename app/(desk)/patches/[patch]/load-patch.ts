import { notFound } from 'next/navigation'
import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { type FoundRecord, findRecord, parseKey } from '@/lib/core/patch/find-record'

/** The desk and the record that the address bar names; whatever names none is a 404 that says how to name one. */
export async function loadPatch(text: string): Promise<LoadedDesk & { found: FoundRecord }> {
  const key = parseKey(text)
  if (!key) notFound()
  const loaded = await loadDesk(key)
  const found = findRecord(loaded.desks, key)
  if (!found) notFound()
  return { ...loaded, found }
}
