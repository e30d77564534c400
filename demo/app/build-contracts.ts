import { foundryBinary } from '@/demo/chain/foundry-binary'
import { runCommand } from '@/demo/run/run-command'
import { readArtifact } from '@/demo/world/artifact'

let built: Promise<void> | undefined

/** Compiles contracts/ with forge, which compiles only what has changed; once for all that this process does. */
export function buildContracts(): Promise<void> {
  built ??= build()
  return built
}

async function build(): Promise<void> {
  await forgeBuild()
  // `forge lint` leaves artifacts without code behind, which forge itself takes for fresh.
  if (readArtifact('HarborVault').bytecode === '0x') await forgeBuild('--force')
}

function forgeBuild(...args: string[]): Promise<string> {
  return runCommand({
    name: 'forge build',
    command: foundryBinary('forge'),
    args: ['build', '--skip', 'test', ...args],
  })
}
