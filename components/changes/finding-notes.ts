import type { Hex } from 'viem'
import { type EvidencePlace, parseEvidencePlace } from '@/lib/core/check/evidence-place'
import type { Finding } from '@/lib/core/check/finding'

/** A finding at one place, with what was observed there. */
export type PlacedFinding = {
  readonly finding: Pick<Finding, 'check' | 'title' | 'verdict'>
  readonly what: readonly string[]
}
/** Several at one place, and where findings are explained in full. */
export type PlacedFindings = {
  readonly findings: readonly PlacedFinding[]
  readonly checksPath: string | undefined
}

type StoragePlace = Extract<EvidencePlace, { kind: 'storage' }>

/** What is found of one upgrade, by what it points at in the changes. What passes is said on the page of checks alone. */
export type FindingNotes = {
  /** By path, then by `L12` of the new text and `O12` of the old one. */
  readonly lines: ReadonlyMap<string, ReadonlyMap<string, PlacedFindings>>
  readonly storage: readonly (StoragePlace & PlacedFindings)[]
  readonly selectors: ReadonlyMap<Hex, PlacedFindings>
}

/** @param parameters.upgrade Its name, as findings have it in their subject. */
export function findingNotes(
  findings: readonly Finding[],
  { upgrade, checksPath }: { readonly upgrade: string; readonly checksPath?: string | undefined },
): FindingNotes {
  const own = findings.filter((finding) => finding.subject === upgrade && isTelling(finding))
  const lines = new Map<string, Map<string, PlacedFindings>>()
  const storage: (StoragePlace & PlacedFindings)[] = []
  const selectors = new Map<Hex, PlacedFindings>()
  for (const { place, found } of placesOf(own)) {
    const findings = [...found].map(([{ check, title, verdict }, what]) => ({
      finding: { check, title, verdict },
      what,
    }))
    const notes: PlacedFindings = { findings, checksPath }
    switch (place.kind) {
      case 'selector':
        selectors.set(place.selector, notes)
        break
      case 'storage':
        storage.push({ ...place, ...notes })
        break
      case 'line': {
        const ofFile = lines.get(place.path) ?? new Map<string, PlacedFindings>()
        lines.set(place.path, ofFile.set(lineKey(place), notes))
      }
    }
  }
  return { lines, storage, selectors }
}

type Place = { readonly place: EvidencePlace; readonly found: Map<Finding, string[]> }

/** Each place once, with what is observed there. */
function placesOf(findings: readonly Finding[]): Iterable<Place> {
  const places = new Map<string, Place>()
  for (const finding of findings) {
    for (const { where, what } of finding.evidence) {
      const place = parseEvidencePlace(where)
      if (!place) continue
      const at = places.get(keyOf(place)) ?? { place, found: new Map() }
      places.set(keyOf(place), at)
      at.found.set(finding, [...(at.found.get(finding) ?? []), what])
    }
  }
  return places.values()
}

/** Whether there is something to look at. */
function isTelling({ verdict }: Finding): boolean {
  return verdict !== 'pass' && verdict !== 'not-applicable'
}

function lineKey({ version, line }: Extract<EvidencePlace, { kind: 'line' }>): string {
  return `${version === 'after' ? 'L' : 'O'}${line}`
}

function keyOf(place: EvidencePlace): string {
  switch (place.kind) {
    case 'selector':
      return place.selector
    case 'storage':
      return `${place.start}+${place.bytes ?? ''}`
    case 'line':
      return `${place.path}:${lineKey(place)}`
  }
}
