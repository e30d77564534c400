import { childOf, childrenOf, referenceOf, textOf, typeStringOf, walkNodes } from './ast-access'
import { type AstIndex, membersOf } from './ast-index'
import type { AstNode } from './compiled-contract'
import type { SlotModel } from './contract-model'
import { evaluateConstant } from './evaluate-constant'
import { externalNames } from './walk-assembly'

/** Names that contracts give to constant slots. */
const slotName = /slot|position|location/i
/** Functions that lead to a slot by its number, as those of StorageSlot and ERC1967 libraries. */
const slotAccess = /^(get\w*Slot|sload\w*|sstore\w*|set(Address|Bytes32|Uint256|Bool))$/

/**
 * The constants that the contract, its bases and the libraries beside it use as slots: in assembly, through StorageSlot, or
 * by their name.
 */
export function readSlots(index: AstIndex): SlotModel[] {
  const contracts = [...new Set([...index.linearization, ...librariesOf(index)])]
  const used = new Set(contracts.flatMap((contract) => usedAsSlot(contract)))
  return contracts.flatMap((contract) =>
    membersOf(contract)
      .filter((node) => isConstantWord(node))
      .filter((node) => used.has(node.id) || slotName.test(textOf(node, 'name')))
      .map((node) => {
        const initial = childOf(node, 'value')
        return {
          name: textOf(node, 'name'),
          contract: textOf(contract, 'name'),
          value: initial && evaluateConstant(initial, index),
          place: index.source.placeOf(node),
        }
      }),
  )
}

/** Libraries among the sources. Their code runs in the storage of the contract. */
export function librariesOf(index: AstIndex): AstNode[] {
  return [...index.declarations.values()].filter(
    (node) => textOf(node, 'contractKind') === 'library',
  )
}

function isConstantWord(node: AstNode): boolean {
  const isConstant = node.constant === true || textOf(node, 'mutability') === 'constant'
  return isConstant && /^(bytes32|uint256)$/.test(typeStringOf(node))
}

/** Ids of what stands as the slot of an access to storage. */
function usedAsSlot(contract: AstNode): number[] {
  const ids: number[] = []
  for (const node of walkNodes(contract)) {
    if (node.nodeType === 'InlineAssembly') {
      // Before 0.6 its code is not in the AST: any constant may be a slot there.
      const isRead = childOf(node, 'AST') !== undefined
      ids.push(...(isRead ? slotsInAssembly(node) : membersOf(contract).map(({ id }) => id)))
    }
    const isAccess = slotAccess.test(textOf(childOf(node, 'expression'), 'memberName'))
    const [first] = isAccess ? childrenOf(node, 'arguments') : []
    if (first) ids.push(referenceOf(first))
    // `_SLOT.getAddressSlot()`, where the library is attached to its type.
    if (isAccess) ids.push(referenceOf(childOf(childOf(node, 'expression'), 'expression')))
  }
  return ids
}

function slotsInAssembly(assembly: AstNode): number[] {
  const names = externalNames(assembly)
  const block = childOf(assembly, 'AST')
  if (!block) return []
  const slots = walkNodes(block).flatMap((node) => {
    const called = textOf(childOf(node, 'functionName'), 'name')
    if (called === 'sload' || called === 'sstore') return childrenOf(node, 'arguments').slice(0, 1)
    const [left] = childrenOf(node, 'variableNames')
    return left && names.get(left.src)?.isSlot ? [childOf(node, 'value')] : []
  })
  return slots.flatMap((slot) => (slot ? (names.get(slot.src)?.id ?? []) : []))
}
