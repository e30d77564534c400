import { createRequire } from 'node:module'
import type { Hex } from 'viem'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import { parseCodeAnalysis } from '@/lib/core/bytecode/parse-code-analysis'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import { miniStorage } from './mini-storage'

type Contract = { evm: { deployedBytecode: { object: string } }; storageLayout: unknown }

let compiled: Record<string, Contract> | undefined

/** Contracts of `mini-storage.ts` with code, compiled once for all tests. */
function miniCode(name: string): Contract {
  compiled ??= compile()
  const contract = compiled[name]
  if (!contract) throw new Error(`no contract ${name}`)
  return contract
}

function compile(): Record<string, Contract> {
  const solc = createRequire(import.meta.url)('solc')
  const selection = ['evm.deployedBytecode.object', 'storageLayout']
  const input = {
    language: 'Solidity',
    sources: { 'Mini.sol': { content: miniStorage } },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { '*': { '*': selection } },
    },
  }
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input)))
  const broken = errors.filter(({ severity }: { severity: string }) => severity === 'error')
  if (broken.length > 0) throw new Error(broken[0].formattedMessage)
  return contracts['Mini.sol']
}

/** What the analyser makes of a contract of `mini-storage.ts`. */
export function miniAnalysis(name: string): CodeAnalysis {
  const code: Hex = `0x${miniCode(name).evm.deployedBytecode.object}`
  const { contractInfo } = createRequire(import.meta.url)('evmole')
  const analysis = parseCodeAnalysis(code, contractInfo(code, { selectors: true, storage: true }))
  if (!analysis) throw new Error(`no analysis of ${name}`)
  return analysis
}

export function miniLayout(name: string): StorageLayout {
  return parseStorageLayout(miniCode(name).storageLayout)
}
