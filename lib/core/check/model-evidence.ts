import { visibleText } from '@/lib/core/chain/visible-text'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import type { SourcePlace } from '@/lib/core/source/source-place'
import type { Judgement } from './check'
import type { FindingEvidence } from './finding'

/** An observation at a line of a source: of the new one, unless it says that it is of the old one. */
export function evidenceAt(
  { path, line }: SourcePlace,
  what: string,
  version: 'before' | 'after' = 'after',
): FindingEvidence {
  const where = `${path}:${line}${version === 'before' ? ', before' : ''}`
  return { where: visibleText(where), what: visibleText(what) }
}

/** Parts of contracts that could not be read at all. */
export function unreadParts(...models: readonly ContractModel[]): FindingEvidence[] {
  return models.flatMap(({ name, unread }) =>
    unread.map((what) => ({ where: visibleText(name), what: visibleText(what) })),
  )
}

/** What the reader of the sources left out, of functions that can be called from outside. */
export function unreadEvidence(
  model: ContractModel,
  version: 'before' | 'after' = 'after',
): FindingEvidence[] {
  const isCallable = ({ visibility }: FunctionModel) =>
    visibility === 'public' || visibility === 'external'
  const functions = model.functions
    .filter(isCallable)
    .flatMap(({ unread, place, signature }) =>
      unread.map((what) => evidenceAt(place, `${signature}: ${what}`, version)),
    )
  return [...unreadParts(model), ...functions]
}

/** A pass, unless parts of the sources that it speaks of could not be read. */
export function passIfRead(judgement: Judgement, unread: readonly FindingEvidence[]): Judgement {
  if (unread.length === 0) return judgement
  const detail = `${unread.length} parts of the sources could not be read.`
  return { verdict: 'unknown', detail, evidence: [...judgement.evidence, ...unread] }
}
