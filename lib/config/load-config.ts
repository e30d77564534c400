import { readFileSync } from 'node:fs'
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
    file = readFileSync(path, 'utf8')
  } catch {
    throw new ConfigError([
      {
        setting: 'SUTURE_CONFIG',
        problem: `no readable file at ${path}; copy suture.config.example.json there, or run \`npm run demo\` for a local world`,
      },
    ])
  }
  return parseConfig(file, environment)
}
