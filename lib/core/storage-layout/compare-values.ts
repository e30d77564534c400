import type { StorageSafety } from './storage-diff'
import type { StorageLayout, StorageType } from './storage-layout'
import { typeOf } from './type-size'

/** What reading a value of one type as another comes to. */
export type TypeComparison = {
  readonly safety: StorageSafety
  readonly reason: string
  /** Whether it is the same type in other words only. */
  readonly same: boolean
  readonly element: boolean
}

type ValueType = StorageType & { readonly kind: 'value' }

type Side = { readonly layout: StorageLayout; readonly type: ValueType }

/**
 * Compares two value types at the same place: whether every value that the old code can have stored is the same value
 * to the new code.
 */
export function compareValues(from: Side, to: Side): TypeComparison {
  const [a, b] = [from.type, to.type]
  if (a.value.name === 'custom' || b.value.name === 'custom') return compareCustom(from, to)
  if (a.value.name !== b.value.name) return compareAcross(a, b)
  switch (a.value.name) {
    case 'uint':
      return compareUints(a, b)
    case 'int':
    case 'bytes':
    case 'bool':
      return a.bytes === b.bytes ? same() : unsafe(`${a.label} is not stored like ${b.label}`)
    case 'address':
      return { ...same(`read as ${b.label}`), same: a.label === b.label }
    case 'enum':
      return compareEnums(a, b)
    case 'function':
      return compareFunctions(a, b)
  }
}

function compareUints(a: ValueType, b: ValueType): TypeComparison {
  if (a.bytes === b.bytes) return same()
  if (a.bytes > b.bytes) return unsafe(`${b.label} cuts what ${a.label} holds`)
  return review(`${b.label} also reads the unused bytes behind ${a.label}`)
}

/** Truth values and members of enums are small numbers; no other family holds the same values as another. */
function compareAcross(a: ValueType, b: ValueType): TypeComparison {
  const counts = a.value.name === 'bool' || a.value.name === 'enum'
  return counts && b.value.name === 'uint' && b.bytes >= a.bytes
    ? review(`${a.label} is read as the number ${b.label}`)
    : unsafe(`${a.label} is read as ${b.label}`)
}

/** Members may be added at the end: what is stored is a member's number. */
function compareEnums(a: ValueType, b: ValueType): TypeComparison {
  const [old, now] = [membersOf(a), membersOf(b)]
  if (a.bytes !== b.bytes) return { ...unsafe('the enum takes other bytes'), element: true }
  if (old === undefined || now === undefined) {
    const reason = `the layout does not name the members of ${b.label}`
    return { safety: 'undetermined', reason, same: true, element: true }
  }
  const wrong = old.findIndex((member, index) => member !== now[index])
  if (wrong >= 0) {
    const reason = `member ${wrong} was ${old[wrong]}, is ${now[wrong] ?? 'none'}`
    return { ...unsafe(reason), element: true }
  }
  const added = now.length - old.length
  return added === 0
    ? same()
    : { ...same(`${added} members added at the end`), same: false, element: true }
}

function membersOf({ value }: ValueType): readonly string[] | undefined {
  return value.name === 'enum' ? value.members : undefined
}

/** An internal function is a jump destination in the old code, which in the new code is another place. */
function compareFunctions(a: ValueType, b: ValueType): TypeComparison {
  const internal = [a, b].some(({ value }) => value.name === 'function' && value.internal)
  if (internal) return unsafe('an internal function is a place in the old code')
  return a.label === b.label ? same() : unsafe(`${a.label} is read as ${b.label}`)
}

function compareCustom(from: Side, to: Side): TypeComparison {
  const [old, now] = [underlying(from), underlying(to)]
  if (old && now) {
    const compared = compareValues({ ...from, type: old }, { ...to, type: now })
    return { ...compared, same: compared.same && from.type.label === to.type.label }
  }
  if (from.type.bytes !== to.type.bytes) {
    return unsafe(`${to.type.label} takes ${to.type.bytes} bytes, not ${from.type.bytes}`)
  }
  const reason = `the layout does not say what ${(old ? to : from).type.label} is made of`
  return { safety: 'undetermined', reason, same: true, element: false }
}

function underlying({ layout, type }: Side): ValueType | undefined {
  if (type.value.name !== 'custom') return type
  if (type.value.underlying === undefined) return undefined
  const under = typeOf(layout, type.value.underlying)
  const plain = under.kind === 'value' && under.value.name !== 'custom'
  return plain && under.bytes === type.bytes ? under : undefined
}

function same(reason = 'same place, same type'): TypeComparison {
  return { safety: 'safe', reason, same: true, element: false }
}

function review(reason: string): TypeComparison {
  return { safety: 'review', reason, same: false, element: false }
}

function unsafe(reason: string): TypeComparison {
  return { safety: 'unsafe', reason, same: false, element: false }
}
