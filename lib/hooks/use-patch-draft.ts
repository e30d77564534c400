import { useCallback, useEffect, useRef, useState } from 'react'
import { emptyDraft, type PatchDraft, parsePatchDraft } from '@/lib/core/patch/patch-draft'

const storageKey = 'suture.patchDraft'

export type PatchDraftHandle = {
  readonly draft: PatchDraft
  readonly update: (change: (draft: PatchDraft) => PatchDraft) => void
  /** Begins anew with nothing typed. */
  readonly clear: () => void
  /** Forgets what is kept, once it has become a patch; the page still shows it until it is left. */
  readonly forget: () => void
}

/**
 * The patch being written in this tab. Every change is kept in the tab's own store, so that a reload, a crash of the
 * page or a detour to another one loses nothing. Runs in the browser only.
 */
export function usePatchDraft({ protocols }: { protocols: readonly string[] }): PatchDraftHandle {
  const [draft, setDraft] = useState<PatchDraft>(() => restoreDraft(protocols))
  const isForgotten = useRef(false)
  useEffect(() => {
    if (isForgotten.current) return
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(draft))
    } catch {
      // A full or forbidden store only means that a reload starts anew.
    }
  }, [draft])
  const update = useCallback((change: (draft: PatchDraft) => PatchDraft) => {
    isForgotten.current = false
    setDraft(change)
  }, [])
  const clear = useCallback(() => update(() => newDraft(protocols)), [update, protocols])
  const forget = useCallback(() => {
    isForgotten.current = true
    try {
      sessionStorage.removeItem(storageKey)
    } catch {
      // Nothing was kept then.
    }
  }, [])
  return { draft, update, clear, forget }
}

function restoreDraft(protocols: readonly string[]): PatchDraft {
  const draft = keptDraft(protocols)
  const nonce = new URLSearchParams(location.search).get('nonce')
  // To take the place of what waits at that nonce.
  return nonce !== null && /^\d{1,15}$/.test(nonce) ? { ...draft, nonce } : draft
}

function keptDraft(protocols: readonly string[]): PatchDraft {
  const kept = parsePatchDraft(readStore())
  if (!kept) return newDraft(protocols)
  return protocols.includes(kept.protocol) ? kept : { ...kept, protocol: protocols[0] ?? '' }
}

function newDraft(protocols: readonly string[]): PatchDraft {
  const createdAt = BigInt(Math.floor(Date.now() / 1000))
  return emptyDraft({ protocol: protocols[0] ?? '', createdAt })
}

function readStore(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}
