import type { CodeAnalysis, StorageUse } from '@/lib/core/bytecode/code-analysis'
import { type StorageShape, storageShape } from '@/lib/core/bytecode/storage-shape'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { SlotDifference } from './slots-agree'
import { describeUse } from './storage-places'

/** Places that old and new code treat as things that exclude each other. */
export function findContradictions({
  from,
  to,
}: {
  readonly from: CodeAnalysis
  readonly to: CodeAnalysis
}): SlotDifference[] {
  const bySlot = new Map<bigint, StorageUse[]>()
  for (const use of to.storage) {
    const group = bySlot.get(use.slot)
    if (group) group.push(use)
    else bySlot.set(use.slot, [use])
  }
  return from.storage.flatMap((was) =>
    (bySlot.get(was.slot) ?? []).flatMap((is): SlotDifference[] => {
      const verdict = compare(was, is)
      if (verdict === 'pass') return []
      const what = visibleText(`treated as ${was.type} before, as ${is.type} now`)
      return [{ verdict, evidence: { where: describeUse(is), what } }]
    }),
  )
}

function compare(was: StorageUse, is: StorageUse): SlotDifference['verdict'] {
  const [a, b] = [storageShape(was.type), storageShape(is.type)]
  const isApart = was.offset + a.bytes <= is.offset || is.offset + b.bytes <= was.offset
  if (isApart) return 'pass'
  if (a.kind === 'part' && b.kind === 'part') {
    return was.offset === is.offset && a.bytes === b.bytes ? 'pass' : 'fail'
  }
  if (a.kind === b.kind) return 'pass'
  return isCertain(a) && isCertain(b) ? 'fail' : judgeWord(a, b)
}

/** Length and whole words are told apart only by chance; the others are not. */
function isCertain({ kind }: StorageShape): boolean {
  return kind === 'mapping' || kind === 'part' || kind === 'bytes'
}

/** Where one side is a word or an array: next to parts or a mapping it may be a shift, or assembly. */
function judgeWord(a: StorageShape, b: StorageShape): SlotDifference['verdict'] {
  const kinds = [a.kind, b.kind]
  return kinds.includes('mapping') || kinds.includes('part') ? 'warn' : 'pass'
}
