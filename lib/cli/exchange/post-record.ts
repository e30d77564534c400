import type { Address, Hex } from 'viem'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import type { ExchangeRecord } from '@/lib/core/api/exchange-record'
import { BaseError } from '@/lib/core/error/base-error'
import { parseSafeTransaction } from '@/lib/core/safe/parse-safe-transaction'
import { parseSourceBundle } from '@/lib/core/source/parse-source-bundle'

type Of<Kind extends ExchangeRecord['kind']> = Extract<ExchangeRecord, { kind: Kind }>

/** Nobody has signed a proposal, so that no service takes it from somebody else. */
export class UnsignedProposalError extends BaseError {
  override readonly name = 'UnsignedProposalError'
}

/**
 * Hands a proven record to another instance, at the address where the same would arrive from a page: it is judged there as
 * anything else is. Doing it twice changes nothing.
 *
 * @throws SutureApiError, SafeServiceAnswerError, UnsignedProposalError
 */
export async function postRecord(api: SutureApi, record: ExchangeRecord): Promise<void> {
  switch (record.kind) {
    case 'dossier':
      await requestApi(api, { path: '/api/v1/patches', body: record.json })
      return
    case 'sources':
      await requestApi(api, { path: '/api/v1/sources', body: uploadOf(record) })
      return
    case 'document':
      await requestApi(api, { path: '/api/v1/reports', body: record.json })
      return
    case 'proposal':
      return await postProposal(api, record)
    case 'acknowledgement': {
      const path = `/api/v1/patches/${record.patch}/acknowledgements`
      await requestApi(api, { path, body: JSON.stringify(record.acknowledgement) })
      return
    }
    case 'attestation': {
      const { chainId, timelock, operation } = record.attestation
      const path = `/api/v1/timelocks/${chainId}/${timelock}/operations/${operation}/attestations`
      await requestApi(api, { path, body: JSON.stringify(record.attestation) })
      return
    }
    default:
      return
  }
}

/** To the Safe service that the instance uses, whichever that is. */
async function postProposal({ origin }: SutureApi, record: Of<'proposal'>): Promise<void> {
  const { transaction } = parseSafeTransaction(record.transaction)
  const { chainId } = transaction.safe
  const service = createSafeService({ url: `${origin}/api/safe/${chainId}/api`, chainId })
  const safeTxHash = record.safeTxHash as Hex
  const [first, ...others] = record.signatures.map(({ owner, signature }) => ({
    sender: owner as Address,
    signature: signature as Hex,
  }))
  if (!first) {
    throw new UnsignedProposalError('No owner has signed this proposal.', {
      facts: [['safeTxHash', safeTxHash]],
      hint: 'Propose it there again, as an owner or a delegate.',
    })
  }
  const { origin: words } = record
  await service.propose({ transaction, safeTxHash, ...first, origin: words.slice(0, 200) })
  for (const { signature } of others) {
    await service.confirm({ safeTxHash, signature }).catch((error) => {
      if (!isThereAlready(error)) throw error
    })
  }
}

/** Services refuse a confirmation that they have, each in its words. */
function isThereAlready(error: unknown): boolean {
  return (
    error instanceof BaseError && /already (has |been )?(confirmed|exists?)/i.test(error.message)
  )
}

function uploadOf({ json, chainId, codeHash }: Of<'sources'>): string {
  const { language, compiler, contract, sources, settings } = parseSourceBundle(json)
  const contents = Object.fromEntries(
    Object.entries(sources).map(([path, content]) => [path, { content }]),
  )
  return JSON.stringify({
    chainId,
    codeHash,
    contract: `${contract.path}:${contract.name}`,
    compiler,
    input: { language, sources: contents, settings },
  })
}
