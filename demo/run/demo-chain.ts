import { getBlockNumber, getChainId } from 'viem/actions'
import { freePort } from '@/demo/app/free-port'
import { alignClock } from '@/demo/chain/align-clock'
import { anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { loadWorld, saveWorld } from '@/demo/world/world-file'
import { type DemoRun, demoFiles, removeDemoFiles } from './demo-files'

/** Wallets remember the RPC URL, so the port is the same each time where it can be. */
const preferredRpcPort = 8545

export type DemoChain = { anvil: Anvil; forkBlockNumber?: number | undefined }

/** Forgets the last run and starts a fresh chain, which will end now once the world is on it, or a fork of another one. */
export async function startFreshChain(forkUrl: string | undefined): Promise<DemoChain> {
  const forkBlockNumber = forkUrl === undefined ? undefined : await readForkBlock(forkUrl)
  removeDemoFiles()
  const port = await freePort(preferredRpcPort)
  const statePath = demoFiles.chain
  if (forkUrl === undefined) {
    const timestamp = Math.floor(Date.now() / 1_000) - Number(worldAge)
    return { anvil: await startAnvil({ port, statePath, timestamp }) }
  }
  return {
    anvil: await startAnvil({ port, statePath, forkUrl, forkBlockNumber }),
    forkBlockNumber,
  }
}

/** Puts the world on a fresh chain and keeps its description for a later run. */
export async function seedDemo({ rpcUrl }: Anvil): Promise<World> {
  const client = anvilClient(rpcUrl)
  const world = await seedWorld(client)
  // Whatever was compiled meanwhile took its time.
  await alignClock(client)
  saveWorld(demoFiles.world, world)
  return world
}

/** Starts the chain of the last run again, with its blocks, its logs and its clock. */
export async function resumeChain(run: DemoRun): Promise<{ anvil: Anvil; world: World }> {
  const { forkUrl, forkBlockNumber } = run
  const anvil = await startAnvil({
    port: await freePort(run.rpcPort),
    statePath: demoFiles.chain,
    forkUrl,
    forkBlockNumber,
  })
  await alignClock(anvilClient(anvil.rpcUrl))
  return { anvil, world: loadWorld(demoFiles.world) }
}

async function readForkBlock(forkUrl: string): Promise<number> {
  try {
    const client = anvilClient(forkUrl)
    await getChainId(client)
    return Number(await getBlockNumber(client))
  } catch (cause) {
    throw new Error(
      `The chain to fork does not answer at ${forkUrl}.\n` +
        'Check the URL and that this machine may reach it.',
      { cause },
    )
  }
}
