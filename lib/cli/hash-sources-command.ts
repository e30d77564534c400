import { readProject } from '@/lib/adapters/files/read-project'
import { chooseContract } from '@/lib/core/source/choose-contract'
import { hashSources } from '@/lib/core/source/hash-sources'
import { alignRows } from './align-rows'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'

/** `suture hash sources`: what an auditor publishes of the sources that were read. */
export const hashSourcesCommand: Command = {
  name: 'hash sources',
  summary: 'hash of the sources of one contract, as an auditor publishes it',
  positionals: ['<project>'],
  options: {
    contract: { value: '<path:Name>', summary: 'the contract, where there are several' },
    compiler: { value: '<version>', summary: 'for a standard JSON input, which does not tell it' },
    json: { summary: 'one line of canonical JSON, with the hash of each file' },
  },
  details: `A project is a folder of Foundry or Hardhat (built), a build-info, or a standard JSON input. Covered are the file of the contract and all that it imports, by path. How lines end does not count, nor do the
compiler, its settings, and files that are not imported.`,
  run: async ({ positionals, options }, io) => {
    const path = positionals[0] ?? '.'
    const { contract, compiler } = options
    const contracts = await readProject({ path, compiler: textOf(compiler) })
    const { readSources } = chooseContract(contracts, { contract: textOf(contract) })
    const { bundle } = await readSources()
    const { sourceHash, files } = hashSources(bundle)
    const name = `${bundle.contract.path}:${bundle.contract.name}`
    const rows = [['contract', name], ['sourceHash', sourceHash], ...Object.entries(files)]
    io.writeOut(
      options.json
        ? jsonText({ contract: name, sourceHash, files })
        : `${alignRows(rows).join('\n')}\n`,
    )
    return exitCodes.done
  },
}

function textOf(option: string | true | undefined): string | undefined {
  return typeof option === 'string' ? option : undefined
}
