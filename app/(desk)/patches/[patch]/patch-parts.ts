import { patchSigningPath, patchSummaryPath, reportFilePath } from '@/components/frame/paths'
import type { PageJson } from '@/components/frame/site-footer'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { loadReplay } from './load-replay'
import { loadReview } from './load-review'

type Tab = 'summary' | 'checks' | 'changes' | 'simulation' | 'sign'

/** What the page of a patch shows and has an address of its own, beside the one that the page is named by. */
export async function patchParts(found: FoundRecord, tab: Tab): Promise<PageJson[]> {
  const { key } = found.record
  const part = (name: string, of: string) => ({ href: `/api/v1/patches/${key}/${name}`, of })
  const answers = part('acknowledgements', 'answers to findings')
  const summary = { href: patchSummaryPath(key), of: 'the patch' }
  switch (tab) {
    case 'summary': {
      const lead = leadTransaction(found.record)
      return [
        ...(lead ? [{ href: patchSigningPath(key, lead.safeTxHash), of: 'its signing' }] : []),
        part('attestations', 'what reviewers signed'),
        answers,
        part('notes', 'its notes'),
      ]
    }
    case 'checks': {
      const last = (await loadReview(found))?.last
      return [...(last ? [{ href: reportFilePath(last.hash), of: 'its report' }] : []), answers]
    }
    case 'simulation': {
      const last = (await loadReplay(found))?.last
      if (!last) return [summary]
      const report = reportFilePath(last.hash)
      return [
        summary,
        { href: report, of: 'the replay' },
        { href: `${report}/storage`, of: 'its storage' },
      ]
    }
    case 'sign':
      return [summary, answers]
    case 'changes':
      return [summary]
  }
}
