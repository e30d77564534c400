import * as z from 'zod/mini'
import type { ApiAnswer, ApiRoute } from '@/lib/core/api/api-route'
import { attentionRoutes } from '@/lib/core/api/attention-answers'
import { auditRoutes } from '@/lib/core/api/audit-answers'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { ownerRoutes } from '@/lib/core/api/owner-routes'
import { patchRoutes } from '@/lib/core/api/patch-routes'
import { proxyRoutes } from '@/lib/core/api/proxy-routes'
import { queueRoutes } from '@/lib/core/api/queue-routes'
import { watchRoutes } from '@/lib/core/api/watch-routes'

/** Every route below /api/v1. */
export const apiRoutes: readonly ApiRoute[] = [
  ...queueRoutes,
  ...attentionRoutes,
  ...proxyRoutes,
  ...patchRoutes,
  ...watchRoutes,
  ...ownerRoutes,
  ...auditRoutes,
]

/**
 * The OpenAPI 3.1 document of the API, made from the schemas that read queries and that tests hold answers against.
 *
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function describeApi(): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const route of apiRoutes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Suture',
      version: '1',
      summary: 'Timelocks, their operations, and the patches among them.',
      description:
        'Reads need no account and may be made from any page. Integers that can exceed 2^53 are strings of decimal digits. Errors say what happened and what to do, of an address that is not described (404) and of a method that it does not have (405, with Allow), too. An answer with an ETag costs little to ask for again.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Error: schemaOf(errorAnswer) },
      headers: {
        'RateLimit-Policy': {
          description:
            'How many requests (q) an address may make in so many seconds (w): of reads, or of writes. Absent where there is no limit.',
          schema: { type: 'string', examples: ['"reads";q=600;w=60'] },
        },
        RateLimit: {
          description: 'How many are left (r), and in how many seconds (t) there is one more.',
          schema: { type: 'string', examples: ['"reads";r=599;t=1'] },
        },
      },
      responses: {
        TooManyRequests: {
          description:
            'Too many requests from this address. Retry-After says for how many seconds to wait.',
          headers: {
            'Retry-After': { schema: { type: 'integer' } },
            ...limitHeaders,
          },
          content: errorContent,
        },
        ForeignOrigin: {
          description:
            'A page of another site has sent it (programs that are no browsers send no Origin), or whoever is signed in may not write that.',
          content: errorContent,
        },
        Failure: {
          description: 'The server failed, or a chain does not answer.',
          content: errorContent,
        },
      },
    },
  }
}

/** Of every answer, where the instance limits requests. */
const limitHeaders = {
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimit-Policy' },
  RateLimit: { $ref: '#/components/headers/RateLimit' },
}

const errorReference = { $ref: '#/components/schemas/Error' }
const errorContent = { 'application/json': { schema: errorReference } }

function operationOf({ method, path, summary, query, body, answers }: ApiRoute): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: pathSchemas[name] ?? { type: 'string' },
  }))
  const isTagged = answers[304] !== undefined
  const parameters = [...inPath, ...parametersOf(query), ...(isTagged ? [ifNoneMatch] : [])]
  return {
    operationId: `${method}${path.replace(/^\/api\/v1/, '').replace(/\W+(\w?)/g, (_, letter) => letter.toUpperCase())}`,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body && {
      requestBody: {
        description: body.description,
        content: contentOf(body.types ?? ['application/json'], {}),
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [
          status,
          {
            ...responseOf(answer),
            headers: {
              ...(isTagged && (status === '200' || status === '304') && tagHeaders(query)),
              ...limitHeaders,
            },
          },
        ]),
      ),
      ...(method === 'get' ? {} : { 403: { $ref: '#/components/responses/ForeignOrigin' } }),
      429: { $ref: '#/components/responses/TooManyRequests' },
      default: { $ref: '#/components/responses/Failure' },
    },
  }
}

const anAddress = { type: 'string', pattern: '^0x[0-9a-fA-F]{40}$' }
const bytes32 = { type: 'string', pattern: '^0x[0-9a-fA-F]{64}$' }

const pathSchemas: Readonly<Record<string, object>> = {
  chain: { type: 'integer', minimum: 1 },
  address: anAddress,
  from: anAddress,
  to: anAddress,
  id: bytes32,
  digest: {
    ...bytes32,
    description: 'The digest of a dossier; of an open patch also its operation id or safeTxHash.',
  },
}

function parametersOf(query: z.ZodMiniObject | undefined): object[] {
  if (!query) return []
  const { properties = {}, required = [] } = schemaOf(query) as DescribedQuery
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    schema,
  }))
}

type Described = { readonly description?: string | undefined }
type DescribedQuery = {
  readonly properties?: Readonly<Record<string, Described>>
  readonly required?: readonly string[]
}

function responseOf({ description, schema, types = [] }: ApiAnswer): object {
  if (!schema && types.length === 0) return { description }
  const isError = schema === errorAnswer
  const json = schema && {
    'application/json': { schema: isError ? errorReference : schemaOf(schema) },
  }
  return {
    description,
    content: { ...json, ...contentOf(types, { type: 'string' }) },
  }
}

function contentOf(types: readonly string[], schema: object): object {
  return Object.fromEntries(types.map((type) => [type, { schema }]))
}

const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of an answer that is there already.',
  schema: { type: 'string' },
}

/** Lists that take a cursor tell the address of their next page in a header, too. */
function tagHeaders(query: z.ZodMiniObject | undefined): object {
  const isPaged = query?.shape.cursor !== undefined
  return {
    ETag: { description: 'Follows from what is stored.', schema: { type: 'string' } },
    ...(isPaged && {
      Link: {
        description: 'The next page, as rel="next"; absent on the last one.',
        schema: { type: 'string' },
      },
    }),
  }
}

/** As it travels, not as it is read. */
function schemaOf(schema: z.ZodMiniType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' })
  return rest
}
