import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Config, type Environment, parseConfig } from '@/lib/config/config'
import { ConfigError } from '@/lib/config/config-error'

/**
 * Loads the file that `SUTURE_CONFIG` names (default `suture.config.json` in the working directory).
 *
 * @throws ConfigError when there is none or it cannot be used.
 */
export function loadConfig(environment: Environment): Config {
  const path = environment.SUTURE_CONFIG || 'suture.config.json'
  let file: string
  try {
    file = readFileSync(/* turbopackIgnore: true */ path, 'utf8')
  } catch {
    throw new ConfigError([
      {
        setting: 'SUTURE_CONFIG',
        problem: `no readable file at ${path}; copy suture.config.example.json there, or run \`npm run demo\` for a local world`,
      },
    ])
  }
  const config = parseConfig(file, environment)
  if (!config.protocols.some(({ descriptors }) => descriptors)) return config
  return parseConfig(withDescriptorFiles(file, dirname(path)), environment)
}

/** The same text with every descriptor that it only names read into it. */
function withDescriptorFiles(file: string, folder: string): string {
  const config = JSON.parse(file)
  for (const [i, protocol] of config.protocols.entries()) {
    protocol.descriptors = protocol.descriptors?.map((descriptor: unknown, j: number) =>
      typeof descriptor === 'string'
        ? readDescriptor(resolve(folder, descriptor), `protocols.${i}.descriptors.${j}`)
        : descriptor,
    )
  }
  return JSON.stringify(config)
}

function readDescriptor(path: string, setting: string): unknown {
  try {
    return JSON.parse(readFileSync(/* turbopackIgnore: true */ path, 'utf8'))
  } catch {
    throw new ConfigError([{ setting, problem: `no readable JSON file at ${path}` }])
  }
}
