import type { Hash } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { OperationFacts } from './operation-facts'
import type { SigningFacts, UpgradeFacts } from './signing-facts'

/** A fact that decides, by its name, as text; unknown where it could not be read. */
export type DecisiveFact = { readonly name: string; readonly value: Known<string> }

/** What a node has said of what decides, and at which block. */
export type DecisiveReading = { readonly blockHash: Hash; readonly facts: readonly DecisiveFact[] }

/** What two nodes, or one node at two times, have to say alike about a Safe transaction. */
export function decisiveFacts(facts: SigningFacts): DecisiveFact[] {
  const { safe, upgrades } = facts
  const ofSafe = (
    name: string,
    read: (value: (typeof safe & { known: true })['value']) => unknown,
  ) => fact(name, safe.known ? { known: true, value: read(safe.value) } : safe)
  return [
    fact('chain id', facts.chainId),
    fact('place among owners', facts.ownsAbove),
    ofSafe('owners', ({ owners }) => owners.toSorted().join(', ')),
    ofSafe('threshold', ({ threshold }) => threshold),
    ofSafe('nonce', ({ nonce }) => nonce),
    ofSafe('singleton', ({ singleton }) => singleton),
    ofSafe('modules', ({ modules }) => modules.toSorted().join(', ') || 'none'),
    ofSafe('guard', ({ guard }) => guard),
    fact('code of the singleton', facts.singletonCodeHash),
    fact('domainSeparator', facts.contractDomainHash),
    fact('getTransactionHash', facts.contractSafeTxHash),
    fact('code of the target', facts.targetCodeHash),
    fact('getMinDelay', facts.minDelay),
    fact('PROPOSER_ROLE', facts.safeIsProposer),
    fact('state of the operation', facts.operationState),
    fact('operation id', facts.contractOperationId),
    ...decisiveCodes(upgrades),
  ]
}

/** The same about an operation that is about to be executed. */
export function decisiveOperationFacts(facts: OperationFacts): DecisiveFact[] {
  return [
    fact('chain id', facts.chainId),
    fact('operation id', facts.contractOperationId),
    fact('state of the operation', facts.state),
    fact('state of the predecessor', facts.predecessorState),
    fact('EXECUTOR_ROLE', facts.mayExecute),
    ...decisiveCodes(facts.upgrades),
  ]
}

function decisiveCodes(upgrades: readonly UpgradeFacts[]): DecisiveFact[] {
  return upgrades.flatMap(({ currentImplementation, newCodeHash }, i) => [
    fact(`implementation of proxy ${i + 1}`, currentImplementation),
    fact(`code of implementation ${i + 1}`, newCodeHash),
  ])
}

function fact(name: string, value: Known<unknown>): DecisiveFact {
  return { name, value: value.known ? { known: true, value: String(value.value) } : value }
}

export type FactChange = { readonly name: string; readonly before: string; readonly after: string }

/** What one of them says otherwise, or does not say any more. What neither knows differs in nothing. */
export function differingFacts(
  before: readonly DecisiveFact[],
  after: readonly DecisiveFact[],
): FactChange[] {
  return before.flatMap(({ name, value }) => {
    const now = after.find((each) => each.name === name)?.value
    const [was, is] = [textOf(value), now && textOf(now)]
    if (is === was || (!value.known && !now?.known)) return []
    return [{ name, before: was, after: is ?? 'not read' }]
  })
}

function textOf(value: Known<string>): string {
  return value.known ? value.value : 'not read'
}
