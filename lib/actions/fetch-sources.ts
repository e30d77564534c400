import type { Address, Hash } from 'viem'
import { saveSources } from '@/lib/actions/save-sources'
import { fetchSourcifyBundle } from '@/lib/adapters/sourcify/fetch-sourcify-bundle'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'

export type FetchSourcesParameters = {
  readonly chainId: number
  readonly address: Address
  /** keccak256 of the code at the address, under which the sources are kept. */
  readonly codeHash: Hash
  readonly signal?: AbortSignal | undefined
}

/**
 * Asks the configured Sourcify for the sources of a contract and keeps them for `readSourcesFor`.
 *
 * - `off`: none is configured.
 * - `unknown-contract`: it has no sources of this contract.
 *
 * @throws SourcifyUnreachableError, InvalidSourcesError, SourceStoreFullError
 */
export async function fetchSources(
  { store, config }: { store: Store; config: Pick<Config, 'sourcify'> },
  { chainId, address, codeHash, signal }: FetchSourcesParameters,
): Promise<'off' | 'unknown-contract' | 'saved'> {
  if (!config.sourcify) return 'off'
  const baseUrl = config.sourcify.url
  const sources = await fetchSourcifyBundle({ chainId, address, baseUrl, signal })
  if (!sources) return 'unknown-contract'
  await saveSources({ store }, { chainId, codeHash, origin: 'sourcify', sources })
  return 'saved'
}
