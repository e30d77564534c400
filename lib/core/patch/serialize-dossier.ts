import { getAddress, type Hex } from 'viem'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import type { Call } from '@/lib/core/chain/call'
import type { Dossier, EvidenceRef, Upgrade } from '@/lib/core/patch/patch'
import type { Implementation } from '@/lib/core/proxy/proxy'
import type { ChangeExpectation } from '@/lib/core/simulation/expectations'

/**
 * The canonical JSON of a dossier: the bytes that its digest commits to and the form in which it travels. Integers
 * beyond 2^53 are decimal strings, addresses checksummed, hex in lower case, absent members left out. Members that
 * the schema does not know are dropped, a digest among them.
 *
 * @throws NotCanonicalError where a text has a lone surrogate.
 */
export function serializeDossier(dossier: Dossier): string {
  return canonicalJson({
    schema: dossier.schema,
    chainId: dossier.chainId,
    safe: getAddress(dossier.safe),
    timelock: getAddress(dossier.timelock),
    predecessor: lowerCase(dossier.predecessor),
    calls: dossier.calls.map(wireCall),
    upgrades: dossier.upgrades.map(wireUpgrade),
    title: dossier.title,
    description: dossier.description,
    severity: dossier.severity,
    evidence: dossier.evidence.map(({ label, url }: EvidenceRef) => ({ label, url })),
    rollback: dossier.rollback?.map(wireCall),
    changes: dossier.changes?.map(wireChange),
    createdAt: dossier.createdAt.toString(),
  })
}

function wireCall({ target, value, data }: Call) {
  return { target: getAddress(target), value: value.toString(), data: lowerCase(data) }
}

function wireUpgrade({ proxy, from, to, migration }: Upgrade) {
  return {
    proxy: { address: getAddress(proxy.address), kind: proxy.kind },
    from: wireImplementation(from),
    to: wireImplementation(to),
    migration: migration === undefined ? undefined : lowerCase(migration),
  }
}

function wireChange({ reason, selector, reverts, events }: ChangeExpectation) {
  return {
    reason,
    selector: selector && lowerCase(selector),
    reverts: reverts && { newly: reverts.newly, data: lowerCase(reverts.data) },
    events: events?.map(lowerCase),
  }
}

function wireImplementation({ address, codeHash }: Implementation) {
  return { address: getAddress(address), codeHash: lowerCase(codeHash) }
}

function lowerCase(hex: Hex): Hex {
  return hex.toLowerCase() as Hex
}
