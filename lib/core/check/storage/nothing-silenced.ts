import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import { readComments } from '@/lib/core/source/strip-comments'

/** What OpenZeppelin's validator is told by comments, up to the next tag: what it is told may go on in the lines below. */
const tag = /@custom:oz-[\w-]+(?:(?![\n\r][ \t*/]*@|\*\/)[\s\S])*/g
/** Those that make it take one variable for another, or not look at storage. */
const hidesStorage =
  /oz-(retyped|renamed)-from|skip-storage|state-variable-assignment|struct-definition|enum-definition|internal-function-storage/
/** What nearly every upgradeable contract says of its constructor. */
const harmless =
  /^@custom:oz-upgrades-(unsafe-allow(-reachable)?( (constructor|state-variable-immutable|missing-initializer(-call)?))+|from .*)$/

/** ST-03. Whether comments ask validators not to look. None of them changes what any check says here. */
export const nothingSilenced: Check<'new contract', 'old contract'> = {
  id: 'ST-03',
  title: 'No comment silences a storage check',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new contract'],
  may: ['old contract'],
  incident:
    'A class of bypass, no single incident: a comment of the author, such as @custom:oz-retyped-from, turns the verdict of the common validator from unsafe to safe.',
  remedy: 'Read the storage checks here, which ignore such comments, and ask why each is there.',
  run: (values) => {
    const before = new Set(tagsOf(values['old contract']).map(({ text }) => text))
    const tags = tagsOf(values['new contract']).filter(({ text }) => !harmless.test(text))
    const hiding = tags.filter(({ text }) => hidesStorage.test(text) && !before.has(text))
    const evidence = tags.map((one) => toEvidence(one, before.has(one.text)))
    if (hiding.length > 0) {
      const detail = `${hiding.length} comments would silence a storage check; here they silence nothing.`
      return { verdict: 'fail', detail, evidence }
    }
    const added = tags.filter(({ text }) => !before.has(text))
    if (added.length > 0 || tags.some(({ text }) => hidesStorage.test(text))) {
      return { verdict: 'warn', detail: `${tags.length} comments would silence a check.`, evidence }
    }
    const detail = `No comment in ${Object.keys(values['new contract'].sources).length} files silences a storage check.`
    return { verdict: 'pass', detail, evidence }
  },
}

type Tag = { readonly path: string; readonly line: number; readonly text: string }

function tagsOf(contract: CompiledContract | undefined): Tag[] {
  return Object.entries(contract?.sources ?? {}).flatMap(([path, source]) =>
    joinLines(readComments(source)).flatMap(({ line, text }) =>
      [...text.matchAll(tag)].map(({ 0: found, index }) => {
        const lines = text.slice(0, index).split('\n')
        // One within a line is an example in somebody's documentation, and ends with that line.
        const isTag = /^\s*(\/\*+|\*+|\/{3})?\s*$/.test(lines.at(-1) ?? '')
        const said = isTag ? found : (/^.*/.exec(found)?.[0] ?? '')
        return {
          path,
          line: line + lines.length - 1,
          text: said
            .replace(/[\n\r][ \t]*(\/{3}|\*+)/g, ' ')
            .replace(/\s+/g, ' ')
            .trim(),
        }
      }),
    ),
  )
}

type Comment = ReturnType<typeof readComments>[number]

/** Lines that begin with `///`, one below the other, are one comment. */
function joinLines(comments: readonly Comment[]): Comment[] {
  const joined: { line: number; text: string }[] = []
  for (const { line, text } of comments) {
    const last = joined.at(-1)
    const isNext = last && line === last.line + last.text.split('\n').length
    if (isNext && last.text.startsWith('///') && text.startsWith('///')) last.text += `\n${text}`
    else joined.push({ line, text })
  }
  return joined
}

function toEvidence({ path, line, text }: Tag, isOld: boolean): FindingEvidence {
  const what = isOld ? `${text} (the old version has it too)` : text
  return { where: visibleText(`${path}:${line}`), what: visibleText(what, { maxLength: 200 }) }
}
