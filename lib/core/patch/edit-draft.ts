import type { PatchDraft, UpgradeDraft } from '@/lib/core/patch/patch-draft'

/** Adds a chosen row for an address; empty for one that is still to be typed. A row left out before comes back. */
export function addUpgrade(draft: PatchDraft, address: string): PatchDraft {
  const former = rowOf(draft, address)
  if (former) return changeUpgrade(draft, former.id, { chosen: true })
  const row: UpgradeDraft = {
    id: String(Math.max(0, ...draft.upgrades.map(({ id }) => Number(id) || 0)) + 1),
    protocol: draft.protocol,
    chosen: true,
    address,
    to: '',
    migration: { kind: 'none', calldata: '', signature: '', values: [] },
  }
  return { ...draft, upgrades: [...draft.upgrades, row] }
}

/** Changes some texts of a row. */
export function changeUpgrade(
  draft: PatchDraft,
  id: string,
  change: Partial<Omit<UpgradeDraft, 'id'>>,
): PatchDraft {
  return {
    ...draft,
    upgrades: draft.upgrades.map((row) => (row.id === id ? { ...row, ...change } : row)),
  }
}

/** Takes a row out of the patch and keeps its texts, in case it comes back. */
export function leaveOutUpgrade(draft: PatchDraft, address: string): PatchDraft {
  const row = rowOf(draft, address)
  return row ? changeUpgrade(draft, row.id, { chosen: false }) : draft
}

/** Removes a row with all its texts. */
export function removeUpgrade(draft: PatchDraft, id: string): PatchDraft {
  return { ...draft, upgrades: draft.upgrades.filter((row) => row.id !== id) }
}

function rowOf(draft: PatchDraft, address: string): UpgradeDraft | undefined {
  if (address === '') return undefined
  return draft.upgrades.find(
    (row) =>
      row.protocol === draft.protocol && row.address.trim().toLowerCase() === address.toLowerCase(),
  )
}
