/** A stretch of a text that is the same as, or differs from, the text it is compared with. */
export type Run = { readonly text: string; readonly differs: boolean }

/**
 * Cuts `text` into runs of characters that equal, or differ from, those at the same place in `other`. Case is
 * ignored, as it carries only the checksum of an address.
 */
export function differingRuns(text: string, other: string): readonly Run[] {
  const runs: Run[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    const differs = character.toLowerCase() !== other.charAt(index).toLowerCase()
    const last = runs.at(-1)
    if (last?.differs === differs) runs[runs.length - 1] = { text: last.text + character, differs }
    else runs.push({ text: character, differs })
  }
  return runs
}
