import { expect, test } from 'vitest'
import { type ArgumentSpec, parseArguments } from './parse-arguments'

const spec: ArgumentSpec = {
  positionals: ['<old>', '<new>'],
  options: {
    proxy: { value: '<artifact>', summary: '' },
    format: { choices: ['text', 'md'], summary: '' },
    json: { summary: '' },
  },
}

function parse(...argv: readonly string[]) {
  return parseArguments(argv, spec, 'suture diff --help says what it takes.')
}

test('default', () => {
  expect(parse('--proxy', 'p.json', 'a', '--json', '-', '--format=md')).toEqual({
    positionals: ['a', '-'],
    options: { proxy: 'p.json', json: true, format: 'md' },
  })
})

test('behavior: behind -- nothing is an option', () => {
  expect(parse('--', '--json', '-x')).toEqual({ positionals: ['--json', '-x'], options: {} })
})

test('error: no such option', () => {
  expect(() => parse('a', 'b', '--constructor', 'x')).toThrowErrorMatchingInlineSnapshot(`
    [UsageError: There is no such option.
    Got: --constructor
    Takes: --proxy, --format, --json
    suture diff --help says what it takes.]
  `)
})

test.each<[string, string[]]>([
  ['That is not the number of arguments it takes.', ['a']],
  ['That is not the number of arguments it takes.', ['a', 'b', 'c']],
  ['--proxy lacks its value.', ['a', 'b', '--proxy']],
  ['--format is none of its values.', ['a', 'b', '--format', 'pdf']],
  ['--json takes no value.', ['a', 'b', '--json=1']],
  ['--json is given twice.', ['a', 'b', '--json', '--json']],
])('error: %s', (problem, argv) => {
  expect(() => parse(...argv)).toThrow(problem)
})
