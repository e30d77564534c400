import { type Address, encodeDeployData, getAddress } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from './artifact'

export type DeployContractParameters = {
  from: Address
  /** Contract name in contracts/out. */
  name: string
  /** Source file without `.sol`, where it is not the contract's name. */
  file?: string | undefined
  args?: readonly unknown[] | undefined
}

/** Creates a contract of contracts/out and returns its address. */
export async function deployContract(
  client: AnvilClient,
  parameters: DeployContractParameters,
): Promise<Address> {
  const { from, name, file, args = [] } = parameters
  const { abi, bytecode } = readArtifact(name, file)
  const data = encodeDeployData({ abi, bytecode, args })
  const { contractAddress } = await sendTransaction(client, { from, data })
  if (!contractAddress) throw new Error(`The creation of ${name} has no contract address.`)
  return getAddress(contractAddress)
}
