import { AttestationView } from '@/app/(desk)/attestation-view'
import { operationPath } from '@/components/frame/paths'
import { rolesOf } from '@/lib/core/timelock/kind/roles-of'
import type { LoadedOperation } from './load-operation'
import { loadQueuedReview } from './load-queued-review'

/** What reviewers have signed of the operation of a timelock that nobody has configured. */
export async function ReviewerSection(loaded: LoadedOperation) {
  const { page, timelock, followed, config, viewer } = loaded
  return (
    <AttestationView
      place={{ timelock, operation: page.id }}
      path={`/api/v1${operationPath(timelock, page.id)}/attestations`}
      report={(await loadQueuedReview(page)).last?.hash}
      whoIs={(signer) => {
        const roles = rolesOf(signer, followed)
        return roles.length === 0
          ? 'holds no role of this timelock that is known'
          : `holds at this timelock: ${roles.join(', ')}`
      }}
      config={config}
      isReader={viewer === undefined}
    />
  )
}
