import type { SafeState } from '@/lib/core/safe/safe-state'

/** A Safe as GET /v1/safes/{safe}/ answers it. */
export function toWireSafe(state: SafeState, { moduleGuard }: { moduleGuard: string }) {
  return {
    address: state.safe.address,
    nonce: String(state.nonce),
    threshold: state.threshold,
    owners: state.owners,
    masterCopy: state.singleton,
    modules: state.modules,
    fallbackHandler: state.fallbackHandler,
    guard: state.guard,
    moduleGuard,
    version: state.version,
  }
}
