import { parseArgs } from 'node:util'

export type DemoOptions = {
  resume: boolean
  /** RPC URL of the chain to fork. */
  forkUrl: string | undefined
  /** Port of the app; another one is taken where it is in use and was not asked for. */
  port: number | undefined
  help: boolean
}

export const demoUsage = `npm run demo [-- options]

  --resume         continue where the last run stopped, instead of starting clean
  --fork <url>     put the world on an Anvil fork of the chain at this RPC URL
  --port <number>  port of the app (default 3000, or a free one)
  --help           print this`

/**
 * Reads the command line of the demo.
 *
 * @throws Error that names what is wrong and shows the usage.
 */
export function parseDemoOptions(args: string[]): DemoOptions {
  try {
    const { values } = parseArgs({
      args,
      options: {
        resume: { type: 'boolean', default: false },
        fork: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    return {
      resume: values.resume,
      forkUrl: parseUrl(values.fork),
      port: parsePort(values.port),
      help: values.help,
    }
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${demoUsage}`)
  }
}

function parseUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (URL.canParse(text) && /^(https?|wss?):/.test(text)) return text
  throw new Error(`--fork ${text} is not an http(s) or ws(s) URL.`)
}

function parsePort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Error(`--port ${text} is not a port: give a number from 1 to 65535.`)
}
