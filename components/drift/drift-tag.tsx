import Link from 'next/link'
import type { Hash } from 'viem'
import { driftPath } from '@/components/frame/paths'
import { Verdict } from '@/components/ui/verdict'

/** Leads to what is not as it was when the patch was first looked at. */
export function DriftTag({ recordKey }: { recordKey: Hash }) {
  return (
    <Link href={driftPath(recordKey)} prefetch={false} className="link-target hover:underline">
      <Verdict verdict="fail" boxed>
        drift
      </Verdict>
    </Link>
  )
}
