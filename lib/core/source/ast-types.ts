import { childOf, childrenOf, referenceOf, textOf, typeStringOf } from './ast-access'
import { type AstIndex, parametersOf } from './ast-index'
import type { AstNode } from './compiled-contract'
import { evaluateConstant } from './evaluate-constant'

/**
 * Name and types of a function as its selector is made of them. Of an internal function, parameters that point to storage
 * say so: an overload may differ in nothing else.
 */
export function signatureOf(declaration: AstNode, index: AstIndex): string {
  const kind = textOf(declaration, 'kind')
  if (unnamed.includes(kind)) return kind
  const types = parametersOf(declaration).map((parameter) => {
    const type = canonicalType(childOf(parameter, 'typeName'), index)
    return textOf(parameter, 'storageLocation') === 'storage' ? `${type} storage` : type
  })
  return `${textOf(declaration, 'name')}(${types.join(',')})`
}

const unnamed = ['constructor', 'fallback', 'receive']

/** A type as the ABI writes it. What the ABI does not know, mappings and the like, is as solc names it. */
function canonicalType(typeName: AstNode | undefined, index: AstIndex): string {
  switch (typeName?.nodeType) {
    case 'ElementaryTypeName':
      return typeStringOf(typeName).replace(' payable', '')
    case 'ArrayTypeName':
      return `${canonicalType(childOf(typeName, 'baseType'), index)}[${lengthOf(typeName, index)}]`
    case 'FunctionTypeName':
      return 'function'
    case 'UserDefinedTypeName': {
      const declaration = declarationOf(typeName, index)
      switch (declaration?.nodeType) {
        case 'ContractDefinition':
          return 'address'
        case 'EnumDefinition':
          return 'uint8'
        case 'UserDefinedValueTypeDefinition':
          return canonicalType(childOf(declaration, 'underlyingType'), index)
        case 'StructDefinition':
          return `(${membersOf(declaration)
            .map((member) => canonicalType(childOf(member, 'typeName'), index))
            .join(',')})`
      }
    }
  }
  return typeStringOf(typeName)
}

/**
 * A type with all that decides how it lies in storage and what it means written out: members of structs with their names,
 * and those of an enum. What is equal in it takes the same place.
 */
export function storedType(
  typeName: AstNode | undefined,
  index: AstIndex,
  within: readonly AstNode[] = [],
): string {
  switch (typeName?.nodeType) {
    case 'ArrayTypeName':
      return `${storedType(childOf(typeName, 'baseType'), index, within)}[${lengthOf(typeName, index)}]`
    case 'Mapping': {
      const [key, value] = ['keyType', 'valueType'].map((part) =>
        storedType(childOf(typeName, part), index, within),
      )
      return `mapping(${key} => ${value})`
    }
    case 'UserDefinedTypeName': {
      const declaration = declarationOf(typeName, index)
      if (!declaration || within.includes(declaration)) break
      return storedDeclaration(declaration, index, [...within, declaration])
    }
  }
  return typeStringOf(typeName).replace(' payable', '')
}

function storedDeclaration(
  declaration: AstNode,
  index: AstIndex,
  within: readonly AstNode[],
): string {
  const name = textOf(declaration, 'name')
  switch (declaration.nodeType) {
    case 'ContractDefinition':
      return 'address'
    case 'EnumDefinition':
      return `enum ${name}{${membersOf(declaration)
        .map((member) => textOf(member, 'name'))
        .join(',')}}`
    case 'UserDefinedValueTypeDefinition':
      return storedType(childOf(declaration, 'underlyingType'), index, within)
    default:
      return `struct ${name}{${membersOf(declaration)
        .map((member) => {
          const type = storedType(childOf(member, 'typeName'), index, within)
          return `${type} ${textOf(member, 'name')}`
        })
        .join(',')}}`
  }
}

function membersOf(declaration: AstNode): readonly AstNode[] {
  return childrenOf(declaration, 'members')
}

function declarationOf(typeName: AstNode, index: AstIndex): AstNode | undefined {
  const path = childOf(typeName, 'pathNode')
  return index.declarations.get(referenceOf(typeName)) ?? index.declarations.get(referenceOf(path))
}

function lengthOf(arrayType: AstNode, index: AstIndex): string {
  const length = childOf(arrayType, 'length')
  return length ? String(evaluateConstant(length, index) ?? index.source.textOf(length)) : ''
}
