import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { NothingFoundError } from '@/app/(desk)/nothing-found'
import { type FoundRecord, findRecord, parseKey } from '@/lib/core/patch/find-record'

/**
 * The desk and the record that the address bar names.
 *
 * @throws NothingFoundError
 */
export async function loadPatch(text: string): Promise<LoadedDesk & { found: FoundRecord }> {
  const key = parseKey(text)
  if (!key) {
    throw new NothingFoundError('This names no patch', {
      sought: text,
      hint: 'A patch is named by its digest, its operation id or the hash of its Safe transaction: 0x and 64 hexadecimal characters. Copy all of it.',
    })
  }
  const loaded = await loadDesk(key)
  const found = findRecord(loaded.desks, key)
  if (!found) {
    const unread = loaded.desks.find(({ stale }) => stale)
    if (unread) {
      throw new NothingFoundError('No patch with this hash is known here yet', {
        sought: text,
        hint: `Not everything could be read now of ${unread.name}. ${unread.stale?.reason ?? ''} Look again in a moment.`,
      })
    }
    throw new NothingFoundError('No patch with this hash is known here', {
      sought: text,
      hint: 'It may be proposed at another instance or Safe service, stand on a chain that is not served here, or not be proposed yet. Ask whoever named it for the address of the instance.',
    })
  }
  return { ...loaded, found }
}
