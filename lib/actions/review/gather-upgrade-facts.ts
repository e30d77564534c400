import type { Client, Hex } from 'viem'
import { gatherAnalysisFacts } from '@/lib/actions/review/gather-analysis-facts'
import { gatherChainFacts } from '@/lib/actions/review/gather-chain-facts'
import {
  type CodeFacts,
  type GatherCodeFactsParameters,
  gatherCodeFacts,
} from '@/lib/actions/review/gather-code-facts'
import { gatherFormalFacts } from '@/lib/actions/review/gather-formal-facts'
import { provedCode, type ReviewCode } from '@/lib/actions/review/review-code'
import type { CodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import type { Solver } from '@/lib/adapters/solver/solver'
import { readConstructorArguments } from '@/lib/core/bytecode/constructor-arguments'
import type { Known } from '@/lib/core/chain/snapshot'
import type { CheckFact, CheckFacts, ReviewedUpgrade } from '@/lib/core/check/check-facts'
import type { ReviewInput } from '@/lib/core/report/review-input'

export type GatherUpgradeFactsParameters = Pick<GatherCodeFactsParameters, 'codeAt'> & {
  readonly input: ReviewInput
  readonly upgrade: ReviewedUpgrade
  /** What is known of the patch as a whole. */
  readonly patchFacts: CheckFacts
}

/** All that is known of one upgrade: from its sources, from its code alone, from the chain around it. */
export async function gatherUpgradeFacts(
  tools: { client: Client; reviewCode: ReviewCode; analyser: CodeAnalyser; solver: Solver },
  { input, upgrade, codeAt, patchFacts }: GatherUpgradeFactsParameters,
): Promise<CodeFacts> {
  const { chainId, block, protocol } = input
  const { client } = tools
  const [proxy] = upgrade.proxies
  const codes = {
    old: upgrade.from ? codeAt(upgrade.from.address) : nothing,
    new: codeAt(upgrade.to),
    proxy: proxy ? codeAt(proxy) : nothing,
  }
  const [{ facts: ofSources, ...code }, ofCode] = await Promise.all([
    gatherCodeFacts(tools, { chainId, blockNumber: block.number, upgrade, codeAt }),
    gatherAnalysisFacts(tools.analyser, codes),
  ])
  const facts: CheckFacts = {
    ...ofSources,
    ...ofCode,
    upgrade: { known: true, value: upgrade, anchor: 'chain' },
    'old code': chainFact(codes.old),
    'new code': chainFact(codes.new),
  }
  const [ofChain, ofFormulas] = await Promise.all([
    gatherChainFacts(client, {
      chainId,
      block,
      upgrade,
      fromBlock: BigInt(protocol.deploymentBlock),
      facts: { ...patchFacts, ...facts },
      isVerified: async ({ address, code }) => {
        const made = provedCode(await tools.reviewCode({ chainId, address, code }))
        return made.known ? { known: true, value: true } : made
      },
    }),
    gatherFormalFacts(tools.solver, facts),
  ])
  const creation = ofChain['code creation']
  return {
    ...code,
    from: code.from && {
      ...code.from,
      constructorArguments: argumentsOf(creation, 'old', facts['old contract']),
    },
    to: {
      ...code.to,
      constructorArguments: argumentsOf(creation, 'new', facts['new contract']),
    },
    facts: { ...facts, ...ofChain, ...ofFormulas },
  }
}

const nothing = { known: false, reason: 'what runs behind this proxy is not known' } as const

/** Read from the transaction that made the code, where our own compilation is what it begins with. */
function argumentsOf(
  creation: CheckFacts['code creation'],
  side: 'old' | 'new',
  contract: CheckFacts['new contract'],
): Known<Hex> {
  if (!contract?.known) return contract ?? notGathered
  if (!creation?.known) return creation ?? notGathered
  const input = creation.value[side]?.input
  return readConstructorArguments({ input, compiled: contract.value.creationCode })
}

const notGathered = { known: false, reason: 'was not gathered' } as const

function chainFact<T>(fact: Known<T>): CheckFact<T> {
  return fact.known ? { ...fact, anchor: 'chain' } : fact
}
