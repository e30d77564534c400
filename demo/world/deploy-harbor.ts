import { type Address, encodeFunctionData, getAddress, slice } from 'viem'
import { getBlockNumber, getStorageAt } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { readArtifact } from './artifact'
import { cast, castAddress } from './cast'
import { createSafes } from './create-safes'
import { deployContract } from './deploy-contract'
import { deployTimelock } from './deploy-timelock'
import type { Harbor } from './harbor'

/** keccak256('eip1967.proxy.admin') - 1 */
const adminSlot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'

const day = 86_400n
const usd = 10n ** 6n

/** 6 % a year, per second, where 1e18 is 100 %. */
const borrowRate = (6n * 10n ** 16n) / (365n * day)

/** Asset base units that one whole unit of collateral is worth at the start. */
export const initialRate = 3_000n * usd

const markets = [
  ['Harbor Steady Market', 'steady', 'Steady lending'],
  ['Harbor Prime Market', 'prime', 'Prime lending'],
  ['Harbor Treasury Market', 'treasury', 'Treasury bills'],
] as const

/**
 * Deploys the Harbor protocol as it stood before its first release, owned by its timelocks from the
 * first block on. Needs `deploySafe` and the artifacts of `forge build`.
 */
export async function deployHarbor(client: AnvilClient): Promise<Harbor> {
  const deploymentBlock = (await getBlockNumber(client)) + 1n
  const from = castAddress(cast.deployer)
  const deploy = (name: string, args: readonly unknown[] = [], file?: string) =>
    deployContract(client, { from, name, args, file })

  const { council, guardian } = await createSafes(client)
  const proposer = council.address
  const roles = { proposer, guardian: guardian.address }
  const vaultsTimelock = await deployTimelock(client, { ...roles, executor: 'open' })
  const strategiesTimelock = await deployTimelock(client, { ...roles, executor: proposer })

  const asset = await deploy('HarborToken', ['Demo Dollar', 'dUSD', 6])
  const collateral = await deploy('HarborToken', ['Demo Ether', 'dETH', 18])
  const treasury = await deploy('HarborTreasury', [vaultsTimelock])

  const keeper = castAddress(cast.keeper)
  const rateAdapter = await deploy('TransparentUpgradeableProxy', [
    await deploy('HarborRateAdapterV0'),
    vaultsTimelock,
    encodeInitialize('HarborRateAdapterV0', [vaultsTimelock, keeper, initialRate, 7n * day]),
  ])
  const parameters = {
    name: 'Harbor Dollar Vault',
    symbol: 'hUSD',
    asset,
    collateral,
    rateAdapter,
    owner: vaultsTimelock,
    guardian: guardian.address,
    allocator: keeper,
    feeRecipient: treasury,
    depositCap: 25_000_000n * usd,
    borrowRate,
    feeBps: 1_000,
  }
  const vault = await deploy('ERC1967Proxy', [
    await deploy('HarborVaultV0'),
    encodeInitialize('HarborVaultV0', [parameters]),
  ])
  const beacon = await deploy('UpgradeableBeacon', [
    await deploy('HarborStrategy'),
    strategiesTimelock,
  ])
  const strategies: Harbor['strategies'] = []
  for (const [title, label, name] of markets) {
    const market = await deploy('HarborMarket', [asset, title, `m${label}`])
    const initialize = encodeInitialize('HarborStrategy', [vault, market, label])
    strategies.push({ name, market, address: await deploy('BeaconProxy', [beacon, initialize]) })
  }
  return {
    chainId: council.chainId,
    council,
    guardian,
    vaultsTimelock,
    strategiesTimelock,
    asset,
    collateral,
    treasury,
    vault,
    rateAdapter,
    proxyAdmin: await readProxyAdmin(client, rateAdapter),
    beacon,
    strategies,
    deploymentBlock,
  }
}

function encodeInitialize(name: string, args: readonly unknown[]) {
  return encodeFunctionData({ abi: readArtifact(name).abi, functionName: 'initialize', args })
}

async function readProxyAdmin(client: AnvilClient, proxy: Address): Promise<Address> {
  const word = await getStorageAt(client, { address: proxy, slot: adminSlot })
  if (!word) throw new Error(`The proxy ${proxy} has no admin.`)
  return getAddress(slice(word, 12))
}
