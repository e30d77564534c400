import { type Address, concat, encodeFunctionData, getAddress, keccak256, pad } from 'viem'
import { getCode, mine, setCode, setStorageAt } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { readArtifact } from '@/demo/world/artifact'
import { cast, castAddress } from '@/demo/world/cast'
import { deployContract } from '@/demo/world/deploy-contract'
import { deployHarbor } from '@/demo/world/deploy-harbor'
import type { Harbor } from '@/demo/world/harbor'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { checks } from '@/lib/core/check/checks'
import type { Verdict } from '@/lib/core/check/finding'
import { runCheck } from '@/lib/core/check/run-check'
import { gatherChainFacts } from './gather-chain-facts'
import { gatherPowerFacts } from './gather-power-facts'

let anvil: Anvil
let client: AnvilClient
let reader: RpcClient
let harbor: Harbor

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  reader = createRpcClient({ chainId: 31_337, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  await deploySafe(client)
  harbor = await deployHarbor(client)
}, 60_000)
afterAll(async () => await anvil?.stop())

const anchor = 'recomputed' as const
const deploy = (name: string, from = castAddress(cast.deployer), args: readonly unknown[] = []) =>
  deployContract(client, { from, name, args })

function abiOf(name: string): NonNullable<CheckFacts['new ABI']> {
  return { known: true, value: parseAbi(readArtifact(name).abi), anchor }
}

const noImmutables: NonNullable<CheckFacts['new verification']> = {
  known: true,
  value: { match: 'exact', immutables: [], libraries: [] },
  anchor,
}

async function gather(
  proxy: Address,
  to: Address,
  names: readonly [string, string],
  otherwise: CheckFacts = {},
) {
  const { chainId } = harbor
  const block = await readBlock(reader, { chainId })
  const at = { chainId, address: proxy }
  const found = await readProxy(reader, { at, blockNumber: block.number })
  if (found.kind === 'not-a-proxy') throw new Error(found.reason)
  const code = (await getCode(client, { address: to })) ?? '0x'
  const upgrade: ReviewedUpgrade = {
    proxies: [proxy],
    from: found.implementation,
    to,
    migration: '0x',
  }
  const known: CheckFacts = {
    upgrade: { known: true, value: upgrade, anchor },
    'new code': { known: true, value: code, anchor: 'chain' },
    'old ABI': abiOf(names[0]),
    'new ABI': abiOf(names[1]),
    calls: { known: true, value: [], anchor },
    'old verification': noImmutables,
    'new verification': noImmutables,
    ...otherwise,
  }
  const facts = await gatherChainFacts(reader, {
    chainId,
    block,
    upgrade,
    fromBlock: 0n,
    facts: known,
  })
  return { ...known, ...facts }
}

function verdictsOn(facts: CheckFacts, ...ids: string[]): Record<string, Verdict> {
  const asked = checks.filter(({ id }) => ids.includes(id))
  return Object.fromEntries(
    asked.map((check) => [
      check.id,
      runCheck(check, { facts, subject: '', reproduce: '' }).verdict,
    ]),
  )
}

const ids = ['SE-02', 'SE-06', 'BC-09', 'BC-13', 'PX-04', 'PX-07']

test('default', async () => {
  const to = await deploy('HarborVaultV2')
  const facts = await gather(harbor.vault, to, ['HarborVault', 'HarborVaultV2'])
  // It has only just been deployed.
  expect(verdictsOn(facts, ...ids)).toEqual({
    'SE-02': 'pass',
    'SE-06': 'pass',
    'BC-09': 'pass',
    'BC-13': 'warn',
    'PX-04': 'pass',
    'PX-07': 'pass',
  })
})

test('error: a proxy for an implementation, made by a stranger', async () => {
  const code = await deploy('HarborVaultV2')
  const data = encodeFunctionData({ abi: uupsAbi, functionName: 'UPGRADE_INTERFACE_VERSION' })
  const to = await deploy('ERC1967Proxy', castAddress(cast.attacker), [code, data])
  const facts = await gather(harbor.vault, to, ['HarborVault', 'HarborStrategy'])
  expect(verdictsOn(facts, ...ids)).toMatchObject({
    'SE-02': 'warn',
    'BC-09': 'fail',
    'BC-13': 'fail',
    'PX-04': 'fail',
  })
})

test('error: code that forwards only once it runs in its proxy', async () => {
  const slot = keccak256('0x5107')
  // Stops where the slot is empty; else copies the calldata and lends itself to what the slot names.
  const bytecode = concat([
    '0x7f',
    slot,
    '0x5480602757005b',
    '0x3660006000376000600036600084',
    '0x5af4503d600060003e3d6000f3',
  ])
  const to = getAddress(pad('0xc0de', { size: 20 }))
  await setCode(client, { address: to, bytecode })
  await mine(client, { blocks: 1 })
  const verdict = async () => {
    const facts = await gather(harbor.vault, to, ['HarborVault', 'HarborVaultV2'])
    return verdictsOn(facts, 'BC-09')['BC-09']
  }
  expect(await verdict()).toBe('pass')
  const value = pad(harbor.asset, { size: 32 })
  await setStorageAt(client, { address: harbor.vault, index: slot, value })
  await mine(client, { blocks: 1 })
  expect(await verdict()).toBe('fail')
})

test('behavior: transparent and beacon proxies', async () => {
  const adapter = await deploy('HarborRateAdapterV2')
  const names = ['HarborRateAdapter', 'HarborRateAdapterV2'] as const
  const transparent = await gather(harbor.rateAdapter, adapter, names)
  expect(verdictsOn(transparent, 'PX-04', 'PX-07', 'BC-09')).toEqual({
    'BC-09': 'pass',
    'PX-04': 'pass',
    'PX-07': 'pass',
  })
  const strategy = await deploy('HarborStrategyV2')
  const [first] = harbor.strategies
  const beacon = await gather(first!.address, strategy, ['HarborStrategy', 'HarborStrategyV2'])
  expect(beacon['upgrade history']).toMatchObject({ value: { of: harbor.beacon } })
  expect(verdictsOn(beacon, 'PX-04', 'PX-07')).toEqual({ 'PX-04': 'pass', 'PX-07': 'pass' })
})

test('behavior: an address that replaces another is compared as an asset', async () => {
  const token = (symbol: string, decimals: number) =>
    deploy('HarborToken', undefined, ['Another', symbol, decimals])
  const to = await deploy('HarborVaultV2')
  const verdictOf = async (asset: Address) => {
    const old = { name: 'asset', contract: 'Vault', type: 'address', consistent: true }
    const proved = (address: Address): NonNullable<CheckFacts['new verification']> => ({
      known: true,
      value: {
        match: 'exact',
        immutables: [{ ...old, value: pad(address, { size: 32 }) }],
        libraries: [],
      },
      anchor,
    })
    const facts = await gather(harbor.vault, to, ['HarborVault', 'HarborVaultV2'], {
      'old verification': proved(harbor.asset),
      'new verification': proved(asset),
    })
    return verdictsOn(facts, 'CF-03')['CF-03']
  }
  expect(await verdictOf(harbor.asset)).toBe('pass')
  expect(await verdictOf(harbor.collateral)).toBe('fail')
  expect(await verdictOf(await token('dUSD', 6))).toBe('warn')
  expect(await verdictOf(await token('dUSD', 18))).toBe('fail')
  expect(await verdictOf(castAddress(cast.attacker))).toBe('fail')
})

test('behavior: an argument is compared with what its getter answers', async () => {
  const abi = parseAbi([
    ...readArtifact('HarborVaultV2').abi,
    {
      type: 'function',
      name: 'replaceAsset',
      inputs: [{ name: 'newAsset', type: 'address' }],
      outputs: [],
      stateMutability: 'nonpayable',
    },
  ])
  const to = await deploy('HarborVaultV2')
  const verdictOf = async (asset: Address) => {
    const data = encodeFunctionData({ abi, functionName: 'replaceAsset', args: [asset] })
    const call = decodeCall({ call: { target: harbor.vault, value: 0n, data } })
    const facts = await gather(harbor.vault, to, ['HarborVault', 'HarborVaultV2'], {
      calls: { known: true, value: [call], anchor },
      'new ABI': { known: true, value: abi, anchor },
    })
    return verdictsOn(facts, 'CF-03')['CF-03']
  }
  expect(await verdictOf(harbor.asset)).toBe('pass')
  expect(await verdictOf(harbor.collateral)).toBe('fail')
})

test('behavior: who holds power, and what is called', async () => {
  const { chainId, council, guardian, vaultsTimelock, vault, proxyAdmin } = harbor
  const block = await readBlock(reader, { chainId })
  const call = { target: vault, value: 0n, data: '0x8456cb59' } as const
  const at = { chainId, address: vault }
  const proxy = await readProxy(reader, { at, blockNumber: block.number })
  if (proxy.kind === 'not-a-proxy') throw new Error(proxy.reason)
  const timelock = await readTimelock(reader, {
    timelock: { chainId, address: vaultsTimelock },
    blockNumber: block.number,
    claimed: {
      proposer: { open: false, holders: [council.address] },
      executor: { open: true, holders: [] },
      canceller: { open: false, holders: [council.address, guardian.address] },
      admin: { open: false, holders: [vaultsTimelock] },
    },
  })
  const calls = [decodeCall({ call }), decodeCall({ call: { ...call, target: proxyAdmin } })]
  const parameters = {
    chainId,
    blockNumber: block.number,
    calls,
    timelock: { known: true, value: timelock } as const,
    proxies: [{ name: 'Vault', address: vault, proxy: { known: true, value: proxy } as const }],
    protocol: {
      name: 'Harbor',
      safe: council.address,
      timelock: vaultsTimelock,
      guardian: guardian.address,
      proxies: [{ name: 'Vault', address: vault }],
      deploymentBlock: 0,
    },
  }
  const facts = {
    ...(await gatherPowerFacts(reader, parameters)),
    calls: { known: true, value: calls, anchor } as const,
    'pinned code hashes': { known: true, value: new Map(), anchor } as const,
  }
  expect(verdictsOn(facts, 'AC-08', 'TL-05')).toEqual({ 'AC-08': 'pass', 'TL-05': 'pass' })
  const holders = facts['role holders']
  if (!holders?.known) throw new Error(holders?.reason)
  expect(holders.value.map(({ role, name, safe }) => [role, name, safe?.threshold])).toContainEqual(
    ['proposer', 'the Safe', 2],
  )
  // Without a configuration only what stands there counts.
  const nameless = { ...parameters, protocol: { ...parameters.protocol, name: undefined } }
  const strange = { ...facts, ...(await gatherPowerFacts(reader, nameless)) }
  expect(verdictsOn(strange, 'AC-08', 'TL-05')).toEqual({ 'AC-08': 'warn', 'TL-05': 'warn' })
})
