import * as z from 'zod/mini'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import { dossierSchema } from '@/lib/core/patch/dossier-schema'
import { expectationsSchema } from '@/lib/core/simulation/expectations-schema'

const uint = (meaning: string) => decimalField(maximumUint256, meaning)
/** More than a block can carry. */
const bytes = bytesField(4_194_304)
const operation = z.enum(['call', 'delegatecall'])
const anchor = z.enum(['chain', 'recomputed', 'third-party', 'proposer'])
const verdict = z.enum(['pass', 'warn', 'fail', 'unknown', 'not-applicable'])
const chainId = z.int().check(z.positive('A chain id is at least 1.'))

const call = { target: addressField, value: uint('wei'), data: bytes }

const input = z.strictObject({
  chainId,
  block: z.strictObject({
    number: uint('a block number'),
    hash: hashField,
    timestamp: uint('seconds since the epoch'),
  }),
  protocol: z.strictObject({
    name: z.optional(z.string()),
    safe: z.optional(addressField),
    timelock: z.optional(addressField),
    guardian: z.optional(addressField),
    proxies: z.array(z.strictObject({ name: z.string(), address: addressField })),
    audits: z.optional(
      z.array(
        z.strictObject({
          auditor: z.string(),
          report: z.optional(z.string()),
          sourceHash: hashField,
          files: z.optional(z.record(z.string(), hashField)),
        }),
      ),
    ),
    expects: z.optional(expectationsSchema),
    deploymentBlock: z.int().check(z.nonnegative()),
  }),
  calls: z.array(z.strictObject({ ...call, operation: z.optional(operation) })),
  operation: z.optional(
    z.strictObject({
      id: hashField,
      content: z.strictObject({
        kind: z.enum(['single', 'batch']),
        calls: z.array(z.strictObject(call)),
        predecessor: hashField,
        salt: hashField,
      }),
      delay: z.optional(uint('seconds')),
    }),
  ),
  transaction: z.optional(
    z.strictObject({
      safe: z.strictObject({ chainId, address: addressField }),
      ...call,
      operation,
      safeTxGas: uint('gas'),
      baseGas: uint('gas'),
      gasPrice: uint('wei'),
      gasToken: addressField,
      refundReceiver: addressField,
      nonce: uint('a nonce'),
    }),
  ),
  patch: z.optional(dossierSchema),
})

const text = z.string()
const filled = { type: text, consistent: z.boolean() }
const verification = z.discriminatedUnion('match', [
  z.strictObject({
    match: z.enum(['exact', 'metadata-only']),
    immutables: z.array(
      z.strictObject({ name: text, contract: text, value: bytesField(32), ...filled }),
    ),
    libraries: z.array(
      z.strictObject({
        path: text,
        library: text,
        address: addressField,
        consistent: z.boolean(),
      }),
    ),
  }),
  z.strictObject({
    match: z.literal('mismatch'),
    firstDifference: z.int().check(z.nonnegative()),
    detail: text,
  }),
])

/** ABI and layout as the compiler writes them; their own parsers read what is in them. */
const code = z.strictObject({
  address: addressField,
  codeHash: z.optional(hashField),
  constructorArguments: z.optional(
    z.discriminatedUnion('known', [
      z.strictObject({ known: z.literal(true), value: bytes }),
      z.strictObject({ known: z.literal(false), reason: text }),
    ]),
  ),
  sources: z.discriminatedUnion('known', [
    z.strictObject({
      known: z.literal(true),
      bundle: hashField,
      contract: text,
      compiler: text,
      verification,
      abi: z.array(z.unknown()),
      layout: z.optional(z.looseObject({ storage: z.array(z.unknown()) })),
    }),
    z.strictObject({ known: z.literal(false), reason: text }),
  ]),
})

const live = z.strictObject({
  proxy: z.optional(addressField),
  words: z.record(text.check(z.regex(/^(?:0|[1-9]\d{0,77})$/)), hashField),
})

const holders = z.strictObject({ open: z.boolean(), holders: z.array(addressField) })
const standing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['key', 'delegated', 'contract']) }),
  z.strictObject({
    kind: z.literal('safe'),
    threshold: z.int().check(z.nonnegative()),
    owners: z.array(addressField),
    modules: z.array(addressField),
  }),
  z.strictObject({
    kind: z.literal('timelock'),
    delay: uint('seconds'),
    roles: z.strictObject({
      proposer: holders,
      executor: holders,
      canceller: holders,
      admin: holders,
    }),
  }),
  z.strictObject({ kind: z.literal('unknown'), reason: text }),
])

const account = z.strictObject({
  address: addressField,
  name: z.optional(text),
  before: standing,
  after: standing,
})

const powerSide = z.strictObject({
  guards: z.array(text),
  passers: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('account'), address: addressField }),
      z.strictObject({ kind: z.enum(['anyone', 'nobody']) }),
      z.strictObject({ kind: z.literal('unknown'), reason: text }),
    ]),
  ),
})

const power = z.strictObject({
  power: z.enum(['upgrade', 'pause', 'mint', 'roles', 'parameters', 'other']),
  signature: text,
  selector: z.optional(bytesField(4)),
  at: z.optional(addressField),
  change: z.enum(['opened', 'changed', 'unknown', 'removed', 'added', 'same']),
  before: z.optional(powerSide),
  after: z.optional(powerSide),
})

const authority = z.strictObject({ rows: z.array(power), unread: z.array(text) })

/** What a check asked for. Its kind is a word of the version that wrote the report, so any word is read. */
const fact = z.discriminatedUnion('known', [
  z.strictObject({ kind: z.string(), known: z.literal(true), anchor }),
  z.strictObject({ kind: z.string(), known: z.literal(false), reason: z.string() }),
])

const finding = z.strictObject({
  check: z.string().check(z.regex(/^[A-Z]{2}-\d{2}$/, 'Expected the id of a check, e.g. "ST-01".')),
  title: z.string(),
  verdict,
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  kind: z.enum(['integrity', 'judgement']),
  subject: z.string(),
  detail: z.string(),
  evidence: z.array(z.strictObject({ where: z.string(), what: z.string() })),
  anchor: z.optional(anchor),
  incident: z.optional(z.string()),
  remedy: z.optional(z.string()),
  reproduce: z.string(),
})

/** Parts by the names under which the published schema has them. */
export const reportParts = {
  anchor,
  verdict,
  input,
  code,
  verification,
  live,
  power,
  account,
  fact,
  finding,
}

/** The wire form of a report, read into its type. */
export const reportSchema = z.strictObject({
  schema: z.literal('suture/report/1'),
  input,
  abis: z.record(z.string(), z.array(z.unknown())),
  bundles: z.record(z.string(), hashField),
  upgrades: z.array(
    z.strictObject({
      name: z.string(),
      proxies: z.array(addressField),
      from: z.optional(code),
      to: code,
      proxy: z.optional(code),
      migration: bytes,
      live: z.array(live),
      authority,
      facts: z.array(fact),
    }),
  ),
  accounts: z.array(account),
  facts: z.array(fact),
  findings: z.array(finding),
  verdict,
})
