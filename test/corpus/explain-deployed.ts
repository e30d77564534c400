import { hexToString } from 'viem'
import { compareCode } from '@/lib/core/bytecode/compare-code'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'
import type { DeployedCode } from './deployed-code'
import { summarizeLayouts } from './summarize-layouts'

/**
 * Why the sources of a package are not those of the code on mainnet that it records: each version as the code itself tells
 * it, and the sources that the package does not have.
 */
export function explainDeployed(
  { code, recordedIn, layout, metadata, texts }: DeployedCode,
  { contract, from }: { readonly contract: CompiledContract; readonly from: StorageLayout },
) {
  const verification = compareCode({ code, compiled: contract.runtimeCode })
  const { sources } = metadata
  const missing = sources.filter(({ hash }) => !texts.has(hash))
  return {
    recordedIn,
    match: verification.match,
    ...(verification.match === 'mismatch' && { detail: verification.detail }),
    explanation:
      `The code on mainnet is version ${versionIn(code)}, the sources are version ` +
      `${versionIn(contract.runtimeCode.bytes)}. Of the ${sources.length} sources that the recorded metadata names by ` +
      `hash, the package has no text for ${missing.length}.`,
    missing: Object.fromEntries(missing.map(({ path, hash }) => [path, hash])),
    layout: layout && summarizeLayouts(diffStorageLayouts({ from, to: layout })),
  }
}

/** What `version()` returns: the constant stands in the code as text. */
function versionIn(code: DeployedCode['code']): string {
  return /\d+\.\d+\.\d+/.exec(hexToString(code).replaceAll('\0', ' '))?.[0] ?? 'unknown'
}
