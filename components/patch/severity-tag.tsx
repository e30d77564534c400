import { Tag } from '@/components/ui/tag'
import type { PatchSeverity } from '@/lib/core/patch/patch'

const words: Record<PatchSeverity, string> = {
  critical: 'critical bug',
  high: 'high bug',
  medium: 'medium bug',
  low: 'low bug',
  none: 'no bug',
}

/** How bad the hole is, as the authors see it. In ink: red is kept for what is wrong with the patch itself. */
export function SeverityTag({ severity }: { severity: PatchSeverity }) {
  return <Tag tone={severity === 'critical' ? 'strong' : 'plain'}>{words[severity]}</Tag>
}
