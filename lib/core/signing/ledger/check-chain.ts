import type { LedgerEntry } from './ledger-entry'
import type { SigningFacts } from './signing-facts'

/** @param walletChainId Undefined while no wallet is connected; nothing can be signed then. */
export function checkChain(
  chainId: number,
  facts: Pick<SigningFacts, 'chainId'>,
  walletChainId: number | undefined,
): LedgerEntry {
  const head = {
    id: 'chain',
    title: 'Wallet, node and Safe are on one chain',
    anchor: 'chain',
  } as const
  const expected = String(chainId)
  if (walletChainId !== undefined && walletChainId !== chainId) {
    const detail = `The wallet is on chain ${walletChainId}.`
    return { ...head, verdict: 'fail', detail, expected, found: String(walletChainId) }
  }
  if (!facts.chainId.known) return { ...head, verdict: 'unknown', detail: facts.chainId.reason }
  const found = facts.chainId.value
  if (found !== chainId) {
    const detail = `The node serves chain ${found}.`
    return { ...head, verdict: 'fail', detail, expected, found: String(found) }
  }
  const who = walletChainId === undefined ? 'Node and Safe' : 'Wallet, node and Safe'
  return { ...head, verdict: 'pass', detail: `${who} are on chain ${chainId}.` }
}
