import { expect, test } from 'vitest'
import type { AstNode } from '@/lib/core/source/compiled-contract'
import { readImmutables } from './read-immutables'

const node = (rest: Partial<AstNode>): AstNode => ({ id: 0, nodeType: '', src: '0:0:0', ...rest })
const asts = new Map([
  [
    'Vault.sol',
    node({
      nodeType: 'SourceUnit',
      nodes: [
        node({ id: 2, nodeType: 'PragmaDirective' }),
        node({
          id: 9,
          nodeType: 'ContractDefinition',
          name: 'Vault',
          nodes: [
            node({
              id: 4,
              nodeType: 'VariableDeclaration',
              name: 'asset',
              typeDescriptions: { typeString: 'contract IERC20' },
            }),
          ],
        }),
      ],
    }),
  ],
])
const ranges = [{ start: 10, length: 32 }]

test('default', () => {
  expect(readImmutables({ 4: ranges }, asts)).toEqual([
    { astId: 4, name: 'asset', contract: 'Vault', type: 'contract IERC20', ranges },
  ])
})

test('behavior: one that no file declares, and what the compiler adds to a library', () => {
  expect(readImmutables({ 5: ranges, library_deploy_address: ranges }, asts)).toEqual([
    { astId: 5, name: '#5', contract: '', type: 'unknown', ranges },
    { astId: -1, name: 'library_deploy_address', contract: '', type: 'address', ranges },
  ])
})
