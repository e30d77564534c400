import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import type { ReviewInput } from './review-input'

/** What is reviewed as it stands in a document: the dossier as it was hashed. */
export function wireInput(input: ReviewInput) {
  const patch = input.patch && JSON.parse(serializeDossier(input.patch))
  return { ...input, patch }
}
