import type { Call } from '@/lib/core/chain/call'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/** Whether calls put other code behind a proxy: where none does, every past transaction would run what it ran. */
export function replacesCode(
  calls: readonly (Call & { readonly operation?: string | undefined })[],
): boolean {
  return calls.some((call) => call.operation !== 'delegatecall' && readUpgradeCall(call))
}
