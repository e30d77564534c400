import { expect, test } from 'vitest'
import { jsonSchemaErrors } from '@/test/json-schema-errors'
import { describeApi } from './describe-api'

type Parameter = { name: string; in: string; required: boolean; schema: object }
type Content = Readonly<Record<string, { schema: object }>>
type Reply = { $ref?: string; description?: string; content?: Content; headers?: object }
type Operation = {
  operationId: string
  summary: string
  parameters?: Parameter[]
  requestBody?: { description: string; content: Content }
  responses: Record<string, Reply>
}

/** As it is served. */
const document = JSON.parse(JSON.stringify(describeApi()))
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(
  ([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

function resolve(reference: string): object {
  const parts = /^#\/(.+)$/.exec(reference)?.[1]?.split('/') ?? []
  const found = parts.reduce((inner, part) => inner?.[part], document)
  if (typeof found !== 'object') throw new Error(`${reference} names nothing.`)
  return found
}

const schemasOf = ({ content = {} }: { content?: Content | undefined }) =>
  Object.values(content).map(({ schema }) => schema)

/** Every place where a reference stands, however deep. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  )
}

test('default: a document of OpenAPI 3.1', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(document.info).toMatchObject({ title: 'Suture', version: '1' })
  expect(operations.length).toBeGreaterThan(30)
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(/^[a-z]\w*$/i)
})

test('behavior: every reference names something', () => {
  const references = referencesIn(document)
  expect(references.length).toBeGreaterThan(50)
  for (const reference of references) expect(() => resolve(reference)).not.toThrow()
})

test.each(operations)('behavior: $method $path', ({ path, operation }) => {
  const { parameters = [], responses, requestBody } = operation
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const declared = parameters.filter((parameter) => parameter.in === 'path')
  expect(declared.map(({ name }) => name)).toEqual(inPath)
  for (const { required } of declared) expect(required).toBe(true)
  const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const [status, reply] of Object.entries(responses)) {
    expect(status).toMatch(/^(?:[1-5]\d\d|default)$/)
    expect((reply.$ref ? (resolve(reply.$ref) as Reply) : reply).description).toMatch(/./)
  }
  expect(Object.keys(responses)).toEqual(expect.arrayContaining(['429', 'default']))
  if (responses[304]) {
    expect(keys).toContain('header If-None-Match')
    expect(responses[200]?.headers).toHaveProperty('ETag')
  }
  if (keys.includes('query cursor') && responses[304]) {
    expect(responses[200]?.headers).toHaveProperty('Link')
  }
  // Each schema is of keywords that are understood: what is asked does not matter here.
  const schemas = [
    ...parameters.map(({ schema }) => schema),
    ...schemasOf(requestBody ?? {}),
    ...Object.values(responses).flatMap(schemasOf),
  ]
  for (const schema of schemas) {
    expect(() => jsonSchemaErrors(schema, {}, resolve)).not.toThrow()
  }
})

test('behavior: what has to be asked for is told as required, and nothing else of a query', () => {
  const required = operations.flatMap(({ path, operation: { parameters = [] } }) =>
    parameters
      .filter((parameter) => parameter.in === 'query' && parameter.required)
      .map(({ name }) => `${path}?${name}=`),
  )
  expect(required).toEqual(['/api/v1/find?q='])
})

test('behavior: whatever is written, its body can be too large, or not be understood', () => {
  for (const { path, method, operation } of operations) {
    if (method === 'get') continue
    expect(Object.keys(operation.responses), path).toEqual(expect.arrayContaining(['400', '413']))
  }
})

test('behavior: what holds values against schemas tells right from wrong', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: 'string', pattern: '^0x' },
      b: { type: 'array', items: { anyOf: [{ type: 'integer' }, { const: null }] } },
    },
    required: ['a'],
    additionalProperties: false,
  }
  const errorsOf = (value: unknown) => jsonSchemaErrors(schema, value, resolve)
  expect(errorsOf({ a: '0x1', b: [1, null] })).toEqual([])
  expect(errorsOf({ b: [1.5], c: 1 })).toEqual([
    '$.b[0]: is none of anyOf',
    '$: a is missing',
    '$.c: is not told of',
  ])
  expect(errorsOf({ a: '1x' })).toEqual(['$.a: is not ^0x'])
  expect(errorsOf([])).toEqual(['$: is no object'])
  expect(() => jsonSchemaErrors({ contains: {} }, [], resolve)).toThrow('contains is unknown')
})
