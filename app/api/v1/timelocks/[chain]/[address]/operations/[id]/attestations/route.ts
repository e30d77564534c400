import {
  attestationLimit,
  attestationsResponse,
  saveAttestationResponse,
} from '@/app/api/v1/attestation-responses'
import { errorResponse } from '@/app/api/v1/json'
import {
  findOperation,
  type OperationContext,
} from '@/app/api/v1/timelocks/[chain]/[address]/operations/[id]/find-operation'
import { writeRoute } from '@/app/api/v1/write-route'

/** What reviewers have signed of an operation. */
export async function GET(request: Request, context: OperationContext): Promise<Response> {
  try {
    const found = await findOperation(context)
    if (found instanceof Response) return found
    const { timelock, id: operation } = found.page
    return await attestationsResponse(request, { timelock, operation })
  } catch (error) {
    return errorResponse(error)
  }
}

/** Keeps what a reviewer has signed of an operation. */
export const POST = writeRoute<OperationContext>(
  {
    route: 'POST /api/v1/timelocks/[chain]/[address]/operations/[id]/attestations',
    kind: 'attestation',
    bodyLimit: attestationLimit,
  },
  async (write, context) => {
    const found = await findOperation(context)
    if (found instanceof Response) return found
    const { timelock, id: operation } = found.page
    return await saveAttestationResponse(write, { timelock, operation })
  },
)
