import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Hex } from 'viem'
import type { AstNode, CompiledContract } from '@/lib/core/source/compiled-contract'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'

type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  sources: Record<string, { ast: AstNode }>
  contracts: Record<string, Record<string, ContractOutput>>
}
type ContractOutput = {
  abi: CompiledContract['abi']
  storageLayout: unknown
  evm: { methodIdentifiers: Record<string, string> }
}

/** A compilation of which any contract can be taken. */
export type CompiledSources = (name: string, settings?: CompiledContract['settings']) => CompiledContract

/** Compiles sources with the installed solc, without making code: for tests that read the AST. */
export function compileSources(sources: Readonly<Record<string, string>>): CompiledSources {
  const solc = createRequire(import.meta.url)('solc')
  const selection = { '*': { '*': ['abi', 'storageLayout', 'evm.methodIdentifiers'], '': ['ast'] } }
  const texts = new Map(Object.entries(sources))
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries([...texts].map(([path, content]) => [path, { content }])),
    settings: { outputSelection: selection },
  }
  const find = (path: string) => {
    const file = `node_modules/${path}`
    if (!path.startsWith('@openzeppelin/') || !existsSync(file)) return { error: 'not found' }
    const contents = readFileSync(file, 'utf8')
    texts.set(path, contents)
    return { contents }
  }
  const output: Output = JSON.parse(solc.compile(JSON.stringify(input), { import: find }))
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map((one) => one.formattedMessage).join('\n'))
  const asts = new Map(Object.entries(output.sources).map(([path, { ast }]) => [path, ast]))
  return (name, settings) => {
    const found = Object.entries(output.contracts).find(([, contracts]) => name in contracts)
    if (!found) throw new Error(`no contract ${name}`)
    const [path, contracts] = found
    const { abi, storageLayout, evm } = contracts[name]!
    const units = reachable(path, asts)
    const selectors = Object.entries(evm.methodIdentifiers).map(
      ([signature, selector]): [Hex, string] => [`0x${selector}`, signature],
    )
    return {
      path,
      name,
      compiler: solc.version().replace('.Emscripten.clang', ''),
      settings,
      abi,
      layout: parseStorageLayout(storageLayout),
      selectors: new Map(selectors),
      creationCode: { bytes: '0x', links: [] },
      runtimeCode: { bytes: '0x', links: [], immutables: [] },
      asts: units,
      sources: Object.fromEntries([...units.keys()].map((one) => [one, texts.get(one) ?? ''])),
      warnings: [],
    }
  }
}

/** The units that one of them imports, itself too: what compiling that one alone would have given. */
function reachable(path: string, asts: ReadonlyMap<string, AstNode>): Map<string, AstNode> {
  const found = new Map<string, AstNode>()
  const visit = (one: string) => {
    const unit = asts.get(one)
    if (!unit || found.has(one)) return
    found.set(one, unit)
    for (const node of unit['nodes'] as AstNode[]) {
      if (node.nodeType === 'ImportDirective') visit(String(node['absolutePath']))
    }
  }
  visit(path)
  return found
}
