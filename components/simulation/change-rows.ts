import { tellEther } from '@/lib/core/chain/tell-ether'
import type { ContractChanges, SlotChange } from '@/lib/core/simulation/state-diff'

/** One line of what is written of a contract. */
export type ChangeRow = {
  readonly key: string
  /** Of the variable; of a word that was not decoded, its slot. */
  readonly name: string
  readonly note?: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
  readonly soundBefore: boolean
  readonly soundAfter: boolean
  /** Both sides are words of storage. */
  readonly isRaw: boolean
  /** Why it could not be decoded. */
  readonly problem?: string | undefined
}

/** What is written of a contract as lines: its account first, then its words, each as the variables it holds. */
export function changeRows({ balance, nonce, codeHash, storage }: ContractChanges): ChangeRow[] {
  return [
    ...(codeHash
      ? [
          accountRow(
            'code',
            codeHash.before ?? 'none',
            codeHash.after ?? 'none',
            'hash of the code',
          ),
        ]
      : []),
    ...(balance
      ? [accountRow('balance', tellEther(balance.before), tellEther(balance.after))]
      : []),
    ...(nonce
      ? [accountRow('nonce', String(nonce.before), String(nonce.after), 'of the account')]
      : []),
    ...storage.flatMap(slotRows),
  ]
}

function accountRow(name: string, before: string, after: string, note?: string): ChangeRow {
  return { key: name, name, note, before, after, soundBefore: true, soundAfter: true, isRaw: false }
}

function slotRows({ slot, before, after, variables, problem }: SlotChange): ChangeRow[] {
  const read = variables.map(
    (one): ChangeRow => ({
      key: `${slot} ${one.path}`,
      name: one.path,
      note: one.type,
      before: one.before?.text,
      after: one.after?.text,
      soundBefore: one.before?.sound ?? true,
      soundAfter: one.after?.sound ?? true,
      isRaw: false,
    }),
  )
  // A word of which nothing could be read is never left out, and neither is one of which only some was.
  if (problem === undefined && read.length > 0) return read
  const raw = { before, after, soundBefore: true, soundAfter: true, isRaw: true } as const
  const why = problem ?? 'no variable of it differs'
  return [...read, { key: slot, name: slot, ...raw, problem: why }]
}
