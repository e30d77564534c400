import { type Address, createClient, getAddress, http } from 'viem'
import { getAddresses, readContract } from 'viem/actions'
import { readIsAnvil } from '@/lib/adapters/anvil/read-is-anvil'
import { safeAbi } from '@/lib/core/abi/safe-abi'

export type ReadDemoSignersParameters = {
  readonly chains: readonly { readonly id: number; readonly publicRpcUrl: string | undefined }[]
  readonly protocols: readonly {
    readonly chainId: number
    readonly safe: Address
    readonly guardian: Address | undefined
  }[]
}

/**
 * The accounts that a local Anvil can sign for, and what they own. The chain is asked; there are none on any other node.
 */
export async function readDemoSigners({
  chains,
  protocols,
}: ReadDemoSignersParameters): Promise<{ account: Address; roles: string }[]> {
  const chain = chains.find(({ publicRpcUrl }) => publicRpcUrl)
  if (!chain?.publicRpcUrl) return []
  const client = createClient({ transport: http(chain.publicRpcUrl, { batch: true }) })
  if (!(await readIsAnvil(client))) return []
  const here = protocols.filter(({ chainId }) => chainId === chain.id)
  const ownersOf = (address: Address) =>
    readContract(client, { address, abi: safeAbi, functionName: 'getOwners' }).catch(() => [])
  const [accounts, safeOwners, guardianOwners] = await Promise.all([
    getAddresses(client),
    Promise.all(here.map(({ safe }) => ownersOf(safe))),
    Promise.all(here.flatMap(({ guardian }) => (guardian ? [ownersOf(guardian)] : []))),
  ])
  const owners = new Set(safeOwners.flat().map((owner) => getAddress(owner)))
  const guardians = new Set(guardianOwners.flat().map((owner) => getAddress(owner)))
  return accounts.map((address) => {
    const account = getAddress(address)
    const roles = [
      ...(owners.has(account) ? ['owner of the Safe'] : []),
      ...(guardians.has(account) ? ['owner of the guardian Safe'] : []),
    ]
    return { account, roles: roles.join(', ') || 'user without a role' }
  })
}
