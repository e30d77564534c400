import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import type { SourcePlace } from '@/lib/core/source/source-place'

/** The numbers of one function before and after. */
export type ChangedLiterals = {
  readonly signature: string
  /** Contracts whose code it is now. */
  readonly contracts: readonly string[]
  readonly place: SourcePlace
  readonly removed: readonly string[]
  readonly added: readonly string[]
  /** Those that it has now. */
  readonly literals: readonly string[]
}

/** Compares the numbers in functions that both versions have; private ones of one signature are taken together. */
export function changedLiterals(from: ContractModel, to: ContractModel): ChangedLiterals[] {
  const before = bySignature(from)
  return [...bySignature(to)].flatMap(([signature, functions]) => {
    const earlier = before.get(signature)
    const [first] = functions
    if (!earlier || !first) return []
    const [was, literals] = [earlier, functions].map((all) => all.flatMap((one) => one.literals))
    return [
      {
        signature,
        contracts: functions.map(({ contract }) => contract),
        place: first.place,
        removed: without(was ?? [], literals ?? []),
        added: without(literals ?? [], was ?? []),
        literals: literals ?? [],
      },
    ]
  })
}

function bySignature({ functions }: ContractModel): Map<string, FunctionModel[]> {
  const groups = new Map<string, FunctionModel[]>()
  for (const one of functions)
    groups.set(one.signature, [...(groups.get(one.signature) ?? []), one])
  return groups
}

/** What is left of some numbers when others are taken away, one for one. */
function without(numbers: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return numbers.filter((number) => {
    const position = left.indexOf(number)
    if (position >= 0) left.splice(position, 1)
    return position < 0
  })
}
