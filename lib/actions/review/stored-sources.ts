import { fetchSources } from '@/lib/actions/fetch-sources'
import { readSourcesFor } from '@/lib/actions/read-sources-for'
import type { SourcesOf } from '@/lib/actions/review/review-code'
import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'

export type SourcesContext = {
  readonly store: Store
  readonly config: Pick<Config, 'sourcify'>
}

/** The sources that were uploaded here; where there are none, those of the configured Sourcify, which are kept. */
export function storedSources(context: SourcesContext): SourcesOf {
  return async ({ chainId, address, codeHash }) => {
    const stored = await readSourcesFor(context, { codeHash })
    if (stored.length > 0) return stored
    const answer = await fetchSources(context, { chainId, address, codeHash })
    return answer === 'saved' ? await readSourcesFor(context, { codeHash }) : []
  }
}
