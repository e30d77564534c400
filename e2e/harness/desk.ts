import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoConfig } from '@/demo/app/demo-config'
import { type App, startApp } from '@/demo/app/start-app'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { startAnvil } from '@/demo/chain/start-anvil'
import type { World } from '@/demo/world/seed-world'
import { readBaseWorld } from './base-world'
import { type Gate, startGate } from './gate'

/** A fork of the base world with an app of its own. */
export type Desk = {
  url: string
  /** The node as app, browser and wallets reach it. */
  rpcUrl: string
  /** The way to the node, which can be shut. */
  gate: Gate
  /** Reaches the node itself, whatever the gate does. */
  client: AnvilClient
  world: World
  /** Ends the app's process without a warning. */
  killApp(): Promise<void>
  /** Starts the app again, at the same address and on what it has kept. */
  restartApp(): Promise<void>
  stop(): Promise<void>
}

/** Starts chain and app for one test file. @param more Members of the configuration. */
export async function startDesk(more: Readonly<Record<string, unknown>> = {}): Promise<Desk> {
  const base = readBaseWorld()
  const directory = mkdtempSync(join(tmpdir(), 'suture-desk-'))
  const dataDirectory = join(directory, 'data')
  const configPath = join(directory, 'config.json')
  const logPath = join(directory, 'app.log')
  cpSync(base.dataDirectory, dataDirectory, { recursive: true })
  const anvil = await startAnvil({ forkUrl: base.rpcUrl })
  const gate = await startGate(anvil.rpcUrl)
  const { harbor } = base.world
  writeFileSync(
    configPath,
    JSON.stringify({
      ...demoConfig({ harbor, rpcUrl: gate.url }),
      watchSeconds: 0,
      simulation: { concurrency: 0 },
      // Three of them share two cores.
      timelocks: { everySeconds: 30 },
      // A test may receive webhooks on this machine.
      webhooks: { allowHosts: ['127.0.0.1'] },
      ...more,
    }),
  )
  const start = (preferredPort?: number): Promise<App> =>
    startApp({ configPath, dataDirectory, logPath, preferredPort })
  let app = await start()
  return {
    url: app.url,
    rpcUrl: gate.url,
    gate,
    client: anvilClient(anvil.rpcUrl),
    world: base.world,
    killApp: async () => {
      process.kill(app.pid, 'SIGKILL')
      // Resolves once the process is gone.
      await app.stop()
    },
    restartApp: async () => {
      const { port, url } = app
      app = await start(port)
      if (app.url !== url) throw new Error(`Somebody else has taken port ${port}.`)
    },
    stop: async () => {
      await app.stop()
      await gate.shut()
      await anvil.stop()
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
