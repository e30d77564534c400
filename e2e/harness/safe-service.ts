import type { Address, Hash, Hex } from 'viem'
import { demoAccount } from '@/demo/chain/demo-accounts'
import type { Desk } from './desk'

export type StoredConfirmation = { owner: Address; signature: Hex; signatureType: string }

export type StoredProposal = { safeTxHash: Hash; nonce: string; data: Hex }

/** The desk's API as any client sees it: the witness of what is stored. */
export type Service = ReturnType<typeof openService>

export function openService(desk: Pick<Desk, 'url' | 'world'>) {
  const { chainId } = desk.world.harbor
  const base = `${desk.url}/api/safe/${chainId}/api`
  const confirmations = (safeTxHash: Hash) =>
    `${base}/v1/multisig-transactions/${safeTxHash}/confirmations/`
  return {
    /** Who has confirmed, in the service's own words. */
    confirmationsOf: async (safeTxHash: Hash): Promise<StoredConfirmation[]> => {
      const { results } = await getJson<{ results: StoredConfirmation[] }>(
        confirmations(safeTxHash),
      )
      return results
    },

    /** Hands in an account's signature of a hash, or of another one in its place, without any page in between. */
    postSignature: async (
      safeTxHash: Hash,
      account: number,
      signed: Hash = safeTxHash,
    ): Promise<Response> => {
      const signature = await demoAccount(account).sign({ hash: signed })
      return post(confirmations(safeTxHash), JSON.stringify({ signature }))
    },

    /** Whether a Safe transaction with this hash is stored. */
    hasTransaction: async (safeTxHash: Hash): Promise<boolean> => {
      const response = await fetch(`${base}/v1/multisig-transactions/${safeTxHash}/`)
      if (response.status === 404) return false
      if (!response.ok) throw new Error(`${response.url} answers ${response.status}.`)
      return true
    },

    /** What waits at this nonce or later. */
    proposals: async (safe: Address, { from }: { from: bigint }): Promise<StoredProposal[]> => {
      const { results } = await getJson<{ results: StoredProposal[] }>(
        `${base}/v2/safes/${safe}/multisig-transactions/?executed=false&nonce__gte=${from}`,
      )
      return results
    },

    /** The bytes of a stored dossier, or undefined where there is none. */
    dossier: async (digest: Hash): Promise<string | undefined> => {
      const response = await fetch(`${desk.url}/api/v1/patches/${digest}`)
      return response.ok ? response.text() : undefined
    },

    postDossier: (json: string) => post(`${desk.url}/api/v1/patches`, json),

    post: (path: string, body: string) => post(`${desk.url}${path}`, body),
  }
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}.`)
  return (await response.json()) as T
}

function post(url: string, body: string): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}
