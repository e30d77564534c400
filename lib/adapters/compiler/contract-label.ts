import { visibleText } from '@/lib/core/chain/visible-text'
import type { SourceBundle } from '@/lib/core/source/source-bundle'

/** The contract of a bundle as messages name it: `src/Vault.sol:Vault`. */
export function contractLabel({ contract }: SourceBundle): string {
  return visibleText(`${contract.path}:${contract.name}`, { maxLength: 200 })
}
