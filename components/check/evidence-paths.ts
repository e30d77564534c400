import type { Hash } from 'viem'
import { diffQuery } from '@/components/changes/diff-options'
import {
  anchorScope,
  fileAnchor,
  lineAnchor,
  selectorAnchor,
} from '@/components/changes/line-anchor'
import { slotAnchor } from '@/components/changes/slot-anchor'
import { changesPath } from '@/components/frame/paths'
import { type EvidencePlace, parseEvidencePlace } from '@/lib/core/check/evidence-place'
import type { Finding } from '@/lib/core/check/finding'

/** The pages of changes of a patch. */
export type ChangesPlaces = {
  /** Of its record. */
  readonly key: Hash
  /** Names of the upgrades of its report, in their order. */
  readonly upgrades: readonly string[]
}

/** Where the pages of changes show what each observation of a finding points at; undefined where it is no place of them. */
export function evidencePaths(
  { subject, evidence }: Finding,
  { key, upgrades }: ChangesPlaces,
): (string | undefined)[] {
  const upgrade = upgrades.indexOf(subject)
  if (upgrade === -1) return []
  return evidence.map(({ where }) => {
    const place = parseEvidencePlace(where)
    return place && pathOf(place, key, anchorScope(upgrade))
  })
}

function pathOf(place: EvidencePlace, key: Hash, scope: string): string {
  switch (place.kind) {
    case 'selector':
      return `${changesPath(key, 'abi')}#${selectorAnchor(place.selector, scope)}`
    case 'storage':
      return `${changesPath(key, 'storage')}#${slotAnchor(place.start / 32n, scope)}`
    case 'line': {
      const whole = fileAnchor(place.path, scope)
      const line = lineAnchor(whole, place.line, place.version === 'before' ? 'from' : 'to')
      // The line may be one that did not change.
      return `${changesPath(key)}${diffQuery({ split: false, ignoreSpace: false, whole })}#${line}`
    }
  }
}
