import { inspectTimelock } from '@/lib/actions/timelock/inspect-timelock'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { parseAddressOn, parsePlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { parseUint } from '@/lib/core/chain/parse-uint'
import type { Command } from './command'
import { exitCodes } from './exit-codes'
import { jsonText } from './json-text'
import { openChain } from './open-chain'
import { UsageError } from './parse-arguments'
import { renderTimelockText } from './render-timelock-text'
import { rpcOption } from './review-options'

/** `suture timelock`: what a timelock is, and where each of its operations stands. */
export const timelockCommand: Command = {
  name: 'timelock',
  summary: 'what a timelock is, what is wrong with it, and where each of its operations stands',
  positionals: ['<address>'],
  options: {
    rpc: rpcOption,
    block: {
      value: '<number>',
      summary: 'everything is read at this block; the latest by default',
    },
    'from-block': { value: '<number>', summary: 'no event before this block; 0 by default' },
    'search-blocks': {
      value: '<count>',
      summary:
        'newest blocks to search for batches without calls, which no event tells; 0 by default',
    },
    format: { choices: ['text', 'json'], summary: 'text by default' },
  },
  details: `Timelocks of OpenZeppelin, Compound, Zodiac, Chainlink and Maker, and the AccessManager are understood, by their code and
their answers. Every operation is held against the contract at one block: where its events tell something else, the contract
counts, and the exit code is 1. Roles and delays are whole only from the deployment on.`,
  run: async ({ positionals: [argument], options }, io) => {
    if (argument === undefined) {
      throw new UsageError('It needs the address of a timelock.', {
        hint: 'suture timelock --help says what it takes.',
      })
    }
    // What is wrong with it by itself is said before a node is asked.
    parsePlacedAddress(argument)
    const { client, chainId, block } = await openChain(options)
    const address = parseAddressOn(chainId, argument)
    const nodes = createChainNodes({ chainId, rpcUrls: [String(options.rpc)] })
    const numberOf = (option: string | true | undefined) =>
      typeof option === 'string' ? parseUint(option) : 0n
    const inspected = await inspectTimelock(
      { client, nodes },
      {
        timelock: { chainId, address },
        block,
        fromBlock: numberOf(options['from-block']),
        searchedBlocks: numberOf(options['search-blocks']),
      },
    )
    io.writeOut(options.format === 'json' ? jsonText(inspected) : renderTimelockText(inspected))
    const contradicts = inspected.operations.some(({ incidents }) => incidents.length > 0)
    return contradicts ? exitCodes.verdict : exitCodes.done
  },
}
