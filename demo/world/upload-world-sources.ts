import type { Address } from 'viem'
import { getCode } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { root } from '@/demo/run/root'
import { readProject } from '@/lib/adapters/files/read-project'
import { chooseContract } from '@/lib/core/source/choose-contract'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { post } from './post'
import type { World } from './seed-world'

/**
 * Hands the sources of all that the patches of the world call, move, replace and bring to a running app, as its team would. Needs the
 * artifacts of `forge build`. Doing it twice changes nothing.
 *
 * @param url Origin of the app.
 * @throws Error with the app's answer where it refuses one.
 */
export async function uploadWorldSources(
  url: string,
  { client, world }: { client: AnvilClient; world: World },
): Promise<void> {
  const { asset, collateral } = world.harbor
  const addresses = new Set([
    // What they move.
    asset,
    collateral,
    ...world.patches.flatMap(({ patch: { calls, upgrades } }) => [
      ...calls.map(({ target }) => target),
      ...upgrades.flatMap(({ proxy, from, to }) => [proxy.address, from.address, to.address]),
    ]),
  ])
  await uploadSources(url, { client, chainId: world.harbor.chainId, addresses: [...addresses] })
}

/**
 * Hands the sources of some contracts of ours to a running app.
 *
 * @internal
 * @throws Error with the app's answer where it refuses one.
 */
export async function uploadSources(
  url: string,
  parameters: { client: AnvilClient; chainId: number; addresses: readonly Address[] },
): Promise<void> {
  const { client, chainId, addresses } = parameters
  const contracts = await readProject({ path: root })
  const upload = async (address: Address) => {
    const code = await getCode(client, { address })
    const { bundle } = await chooseContract(contracts, { code }).readSources()
    await post(url, '/api/v1/sources', JSON.stringify({ chainId, address, ...uploadOf(bundle) }))
  }
  await Promise.all(addresses.map(upload))
}

/**
 * What somebody has to say of a contract of ours to hand in its sources.
 *
 * @internal
 */
export async function readUpload(client: AnvilClient, { address }: { address: Address }) {
  const contracts = await readProject({ path: root })
  const code = await getCode(client, { address })
  return uploadOf((await chooseContract(contracts, { code }).readSources()).bundle)
}

function uploadOf({ language, compiler, contract, sources, settings }: SourceBundle) {
  const files = Object.entries(sources).map(([path, content]) => [path, { content }])
  return {
    contract: `${contract.path}:${contract.name}`,
    compiler,
    input: { language, sources: Object.fromEntries(files), settings },
  }
}
