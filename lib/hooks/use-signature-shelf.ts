import { useSyncExternalStore } from 'react'
import type { Hash } from 'viem'
import { parseSignatureFile } from '@/lib/core/safe/parse-signature-file'
import { serializeSignatureFile } from '@/lib/core/safe/serialize-signature-file'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import { type SignatureShelf, shelve } from '@/lib/core/safe/signature-shelf'

const storageKey = 'suture.signatures'
const none: SignatureShelf = []

/** What was last read, and from which text: a snapshot has to stay the same while nothing changes. */
let last: { text: string; shelf: SignatureShelf } = { text: '', shelf: none }
const listeners = new Set<() => void>()

export type SignatureShelfHandle = {
  readonly shelf: SignatureShelf
  /** Joins what is kept of the same transaction; never replaces anything. */
  readonly keep: (file: SignatureFile) => void
  readonly drop: (safeTxHash: Hash) => void
}

/** Signatures that are kept in this browser, for all its tabs, without any service. */
export function useSignatureShelf(): SignatureShelfHandle {
  const shelf = useSyncExternalStore(subscribe, read, () => none)
  return {
    shelf,
    keep: (file) => write(shelve(read(), file)),
    drop: (hash) => write(read().filter(({ safeTxHash }) => safeTxHash !== hash)),
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function read(): SignatureShelf {
  const text = readStore()
  if (text !== last.text) last = { text, shelf: parse(text) }
  return last.shelf
}

function readStore(): string {
  try {
    return localStorage.getItem(storageKey) ?? ''
  } catch {
    // Kept for this page only.
    return last.text
  }
}

function write(shelf: SignatureShelf): void {
  const text = JSON.stringify(shelf.map(serializeSignatureFile))
  try {
    localStorage.setItem(storageKey, text)
  } catch {
    // A full or forbidden store only means that a reload begins anew.
  }
  last = { text, shelf }
  for (const listener of listeners) listener()
}

/** Other scripts of this origin may have written there: what is no signature file is left out. */
function parse(text: string): SignatureShelf {
  try {
    const files: unknown = JSON.parse(text)
    return Array.isArray(files) ? files.flatMap((each) => parseOne(String(each))) : none
  } catch {
    return none
  }
}

function parseOne(text: string): SignatureFile[] {
  try {
    return [parseSignatureFile(text)]
  } catch {
    return []
  }
}
