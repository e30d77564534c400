import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import type { CompilerInput } from './compiler-input'
import { findPathProblems } from './find-path-problems'
import { InvalidSourcesError } from './invalid-sources-error'
import { memberOf, membersOf } from './json-members'
import type { CompilerSettings } from './source-bundle'

const maximumFiles = 2_000

/**
 * Settings that change no byte of the code. They choose what is put out, stop early, or set solvers to work, which is for
 * whoever compiles to decide.
 */
const codelessSettings = ['outputSelection', 'modelChecker', 'stopAfter', 'compilationTarget']

const hint =
  'Give the standard JSON input of solc: language, sources with their content, and settings.'

/**
 * Reads a standard JSON input of solc or Vyper, from a value parsed from JSON. Texts stay as they are, to the byte.
 *
 * @throws InvalidSourcesError that names each member or file that is wrong, and how.
 * @see https://docs.soliditylang.org/en/latest/using-the-compiler.html#input-description
 */
export function parseCompilerInput(value: unknown): CompilerInput {
  const language = memberOf(value, 'language')
  const files = membersOf(memberOf(value, 'sources'))
  const settings = memberOf(value, 'settings') ?? {}
  const facts: ErrorFact[] = []
  if (language !== 'Solidity' && language !== 'Vyper') {
    facts.push(['language', `Expected "Solidity" or "Vyper", got ${shown(language)}.`])
  }
  if (!files) facts.push(['sources', 'Expected an object with a member for each file.'])
  if (!membersOf(settings)) facts.push(['settings', 'Expected an object.'])
  if (facts.length > 0 || !files || (language !== 'Solidity' && language !== 'Vyper')) {
    throw new InvalidSourcesError('This is no input of a compiler.', { facts, hint })
  }
  const sources = parseSources(files)
  return { language, sources, settings: parseSettings(settings as CompilerSettings) }
}

function shown(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : visibleText(JSON.stringify(value) ?? '', { maxLength: 60 })
}

function parseSources(files: Readonly<Record<string, unknown>>): Record<string, string> {
  const paths = Object.keys(files)
  if (paths.length === 0 || paths.length > maximumFiles) {
    throw new InvalidSourcesError('The number of source files is not one that can be compiled.', {
      facts: [
        ['Files', String(paths.length)],
        ['Allowed', `1 to ${maximumFiles}`],
      ],
      hint: 'Give the contract and what it imports, and nothing else.',
    })
  }
  const facts = [
    ...findPathProblems(paths),
    ...paths.flatMap((path) => findContentProblem(path, files[path])),
  ]
  if (facts.length > 0) {
    throw new InvalidSourcesError('Some of the source files cannot be taken.', {
      facts,
      hint: 'Correct the files named. Names count for the metadata in the code: compile again after renaming.',
    })
  }
  // `fromEntries` makes members of its own of any name.
  return Object.fromEntries(paths.map((path) => [path, memberOf(files[path], 'content') as string]))
}

function findContentProblem(path: string, file: unknown): ErrorFact[] {
  const content = memberOf(file, 'content')
  const label = visibleText(path, { maxLength: 200 })
  if (typeof content === 'string') {
    return /\p{Cs}/u.test(content) ? [[label, 'has half a character (a lone surrogate)']] : []
  }
  if (content === undefined && memberOf(file, 'urls') !== undefined) {
    return [[label, 'has URLs in place of its content; nothing is fetched from them']]
  }
  return [[label, content === undefined ? 'has no content' : 'has a content that is no text']]
}

function parseSettings(settings: CompilerSettings): CompilerSettings {
  const kept = Object.entries(settings).filter(([name]) => !codelessSettings.includes(name))
  return Object.fromEntries(kept)
}
