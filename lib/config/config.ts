import type { Address, Hash } from 'viem'
import { getAddress, isAddress, isAddressEqual } from 'viem'
import { z } from 'zod'
import { ConfigError } from '@/lib/config/config-error'
import { BaseError } from '@/lib/core/error/base-error'
import { parseDescriptor } from '@/lib/core/signing/clear-signing/parse-descriptor'
import type { Expectations } from '@/lib/core/simulation/expectations'
import { expectationsSchema } from '@/lib/core/simulation/expectations-schema'
import { readExpectations } from '@/lib/core/simulation/read-expectations'
import { hashFileHashes } from '@/lib/core/source/hash-sources'

/** Without capitals it has no checksum, and is given one: so documents carry it. */
const address = z
  .string()
  .refine((text) => isAddress(text), { error: 'is not an address with a valid checksum' })
  .transform((text): Address => getAddress(text))

const httpUrl = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' })

const chainSchema = z.strictObject({
  id: z.int().positive(),
  name: z.string().min(1),
  /** Used by the server only; may carry keys. The first that answers is used. */
  rpcUrls: z.array(httpUrl).min(1),
  /** Given to browsers, so that they can check our answers. Must carry no key. */
  publicRpcUrl: httpUrl.optional(),
  /** Given to browsers besides: what decides about a signature is asked of each of them, and has to agree. No key either. */
  witnessNodes: z.array(httpUrl).max(4).default([]),
  /** Where a transaction can be looked at, e.g. `https://etherscan.io`. */
  explorerUrl: httpUrl.optional(),
  /** So many of rpcUrls have to give the same events; otherwise the blocks in question stay unscanned. */
  quorum: z.int().min(1).max(10).default(1),
  /** Blocks behind the newest in which a reorganisation is expected: what stands in them is shown as not final. */
  confirmations: z.int().min(0).max(100_000).default(64),
})

const hash = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, { error: 'is not a hash: 0x and 64 hexadecimal characters' })
  .transform((text) => text.toLowerCase() as Hash)

const auditSchema = z.strictObject({
  auditor: z.string().min(1).max(80),
  report: httpUrl.optional(),
  /** As `suture hash sources` prints it. */
  sourceHash: hash,
  files: z.record(z.string(), hash).optional(),
})

const protocolSchema = z.strictObject({
  name: z.string().min(1).max(80),
  chainId: z.int().positive(),
  safe: address,
  timelock: address,
  guardian: address.optional(),
  proxies: z.array(z.strictObject({ name: z.string().min(1).max(80), address })).default([]),
  /** Audits whose sources an implementation has to come from. */
  audits: z.array(auditSchema).max(100).optional(),
  /** What a patch is held against when it is simulated. */
  expects: z.optional(expectationsSchema as unknown as z.ZodType<Expectations>),
  /** First block that can hold an event of the Safe or the timelock. */
  deploymentBlock: z.int().nonnegative().default(0),
  /** Descriptors of ERC-7730 for the protocol's contracts: each itself, or the path of its file beside this one. */
  descriptors: z
    .array(z.union([z.string().min(1), z.record(z.string(), z.unknown())]))
    .max(100)
    .optional(),
})

const fileSchema = z.strictObject({
  chains: z.array(chainSchema).min(1),
  /** Whose patches are proposed, signed and reviewed here; none for an instance that only watches timelocks. */
  protocols: z.array(protocolSchema).default([]),
  /** An external Safe Transaction Service per chain; where none is named, the embedded one serves. */
  safeServices: z.array(z.strictObject({ chainId: z.int().positive(), url: httpUrl })).default([]),
  /** Where verified sources are looked up; without it, only uploaded ones are known. */
  sourcify: z.strictObject({ url: httpUrl }).optional(),
  simulation: z
    .strictObject({
      /** Seconds after which a patch that somebody looks at is tried again. */
      everySeconds: z.int().min(15).max(86_400).default(300),
      /** At one time; each takes two processes. */
      concurrency: z.int().min(0).max(16).default(1),
    })
    .prefault({}),
  replay: z
    .strictObject({
      /** Transactions that are replayed where nobody says how many. */
      last: z.int().min(1).default(200),
      /** More are not replayed here; the command line does. */
      maximum: z.int().min(1).max(100_000).default(5_000),
      /** That many are replayed once for each patch when its simulation is first looked at; 0: only when asked. */
      automatic: z.int().min(0).default(0),
    })
    .prefault({}),
  /** Seconds between two looks at everything that waits; 0 never looks by itself. */
  watchSeconds: z
    .int()
    .max(86_400)
    .refine((seconds) => seconds === 0 || seconds >= 15, { error: 'is neither 0 nor at least 15' })
    .default(300),
  timelocks: z
    .strictObject({
      /** Timelocks that are followed because somebody opened their page; the least looked at give way. 0: none. */
      maximum: z.int().min(0).max(100_000).default(200),
      /** Such ones that are taken on within an hour. */
      perHour: z.int().min(1).max(100_000).default(60),
      /** Whether new blocks of each chain are searched for timelocks of which nobody has told. */
      discover: z.boolean().default(false),
      /** Whether anybody may have an operation reviewed of which no configuration tells. */
      reviews: z.boolean().default(true),
      /** Seconds between two looks at the newest block; 0 indexes nothing by itself. */
      everySeconds: z.int().min(0).max(3_600).default(12),
    })
    .prefault({}),
  rateLimit: z
    .strictObject({
      /** Requests to the API that a client address may make in a minute, by process; 0: any number. */
      readsPerMinute: z.int().min(0).max(1_000_000).default(600),
      /** Those that change something. */
      writesPerMinute: z.int().min(0).max(1_000_000).default(60),
      /** Proxies of ours in front: so many of the last entries of X-Forwarded-For are believed. */
      proxies: z.int().min(0).max(10).default(0),
    })
    .prefault({}),
  /** Whether reports made elsewhere are taken in, while an instance moves. */
  importReports: z.boolean().default(false),
  /** Whether /api/metrics answers. */
  metrics: z.boolean().default(true),
  worker: z
    .strictObject({
      /** Where a worker serves `/health`, `/ready` and `/metrics`; 0: nowhere. */
      metricsPort: z.int().min(0).max(65_535).default(9_464),
      metricsHost: z.string().min(1).default('127.0.0.1'),
    })
    .prefault({}),
  /** Seconds before an operation can be executed at which feeds, calendars and subscribers are told; 0 never. */
  leadSeconds: z.int().min(0).max(2_592_000).default(3_600),
  /** Where people reach this instance. Stands in feeds and messages; e-mail needs it. */
  publicUrl: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  webhooks: z
    .strictObject({
      /** `host` or `host:port` of receivers within the server's own network, which are refused otherwise. */
      allowHosts: z.array(z.string().min(1).toLowerCase()).default([]),
    })
    .prefault({}),
  /** Who e-mail is from, e.g. `Suture <watch@example.org>`; it is sent where `SMTP_URL` is set. */
  mailFrom: z.string().min(3).optional(),
  walletConnectProjectId: z.string().min(1).optional(),
  /** Origins that may frame this instance as a Safe App, e.g. `https://app.safe.global`. */
  safeAppOrigins: z.array(httpUrl).default([]),
})

export type ChainConfig = z.infer<typeof chainSchema>
export type ProtocolConfig = z.infer<typeof protocolSchema>

export type Config = z.infer<typeof fileSchema> & {
  /** PostgreSQL; undefined means embedded PGlite below `dataDirectory`. A secret. */
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  /** Compilers, and what compiling and analysing gave: all of it can be made again. */
  readonly cacheDirectory: string
  /** Sent to external Safe services as a bearer token. A secret. */
  readonly safeServiceApiKey: string | undefined
  /** Where e-mail is handed over, `smtp://user:password@host:port`; undefined: none is sent. A secret. */
  readonly smtpUrl: string | undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the configuration from the text of the file and the environment, and refuses all that is missing or
 * contradicts itself at once, each by name and with its remedy. `docs/configuration.md` is its documentation.
 *
 * @param file - Text of the JSON file that `SUTURE_CONFIG` names.
 * @param environment - `SUTURE_RPC_URL_<chainId>` (server-only, replaces `rpcUrls`), `DATABASE_URL`,
 * `SUTURE_DATA_DIR`, `SUTURE_CACHE_DIR`, `SAFE_SERVICE_API_KEY`, `SMTP_URL`,
 * `WALLETCONNECT_PROJECT_ID`.
 * @throws ConfigError listing every problem.
 */
export function parseConfig(file: string, environment: Environment): Config {
  const parsed = fileSchema.safeParse(parseJson(file))
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => ({
        setting: issue.path.join('.') || 'the file',
        problem: issue.message,
      })),
    )
  }
  const chains = parsed.data.chains.map((chain) => {
    const url = environment[`SUTURE_RPC_URL_${chain.id}`]
    return url ? { ...chain, rpcUrls: [url] } : chain
  })
  const config: Config = {
    ...parsed.data,
    chains,
    walletConnectProjectId:
      environment.WALLETCONNECT_PROJECT_ID || parsed.data.walletConnectProjectId,
    databaseUrl: environment.DATABASE_URL || undefined,
    dataDirectory: environment.SUTURE_DATA_DIR || '.suture',
    cacheDirectory: environment.SUTURE_CACHE_DIR || environment.SUTURE_DATA_DIR || '.suture',
    safeServiceApiKey: environment.SAFE_SERVICE_API_KEY || undefined,
    smtpUrl: environment.SMTP_URL || undefined,
  }
  const problems = contradictions(config)
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(file)
  } catch (cause) {
    throw new ConfigError([
      {
        setting: 'the file',
        problem: `is not JSON (${cause instanceof Error ? cause.message : 'unreadable'})`,
      },
    ])
  }
}

function problemOf(descriptor: unknown): string | undefined {
  try {
    parseDescriptor(descriptor)
    return undefined
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const facts = error.facts.map(([where, what]) => `${where} ${what}`)
    return `is no descriptor of ERC-7730: ${facts.join('; ')}`
  }
}

/** What each setting allows by itself but not together with another. */
function contradictions(config: Config) {
  const problems: { setting: string; problem: string }[] = []
  const say = (setting: string, problem: string) => problems.push({ setting, problem })
  const chainIds = new Set<number>()
  config.chains.forEach((chain, i) => {
    if (chainIds.has(chain.id))
      say(`chains.${i}.id`, `chain ${chain.id} is named twice; keep one entry`)
    chainIds.add(chain.id)
    const publicUrls = [...(chain.publicRpcUrl ? [chain.publicRpcUrl] : []), ...chain.witnessNodes]
    for (const url of [...chain.rpcUrls, ...publicUrls]) {
      if (!URL.canParse(url))
        say(`SUTURE_RPC_URL_${chain.id}`, 'is not a URL; give http(s)://host[:port]')
    }
    if (chain.quorum > chain.rpcUrls.length) {
      const known = `there are ${chain.rpcUrls.length} rpcUrls`
      say(`chains.${i}.quorum`, `is ${chain.quorum}, but ${known}; name more nodes or ask fewer`)
    }
  })
  const names = new Set<string>()
  config.protocols.forEach((protocol, i) => {
    const at = `protocols.${i}`
    if (!chainIds.has(protocol.chainId)) {
      say(
        `${at}.chainId`,
        `chain ${protocol.chainId} is not among chains; add it there with its rpcUrls`,
      )
    }
    if (names.has(protocol.name))
      say(`${at}.name`, `"${protocol.name}" is used twice; names tell protocols apart`)
    names.add(protocol.name)
    if (isAddressEqual(protocol.safe, protocol.timelock)) {
      say(
        `${at}.timelock`,
        'is the same address as the Safe; give the TimelockController the Safe proposes to',
      )
    }
    if (protocol.guardian && isAddressEqual(protocol.guardian, protocol.safe)) {
      say(
        `${at}.guardian`,
        'is the same address as the Safe; leave it out, or name the separate canceller',
      )
    }
    protocol.audits?.forEach(({ files, sourceHash }, j) => {
      if (files && hashFileHashes(files) !== sourceHash)
        say(`${at}.audits.${j}.files`, 'are not what sourceHash is the hash of; leave them out')
    })
    const declared = readExpectations(protocol.expects ?? {}, protocol.proxies)
    for (const { where, problem } of declared.problems) say(`${at}.expects.${where}`, problem)
    protocol.descriptors?.forEach((descriptor, j) => {
      const problem = typeof descriptor === 'string' ? undefined : problemOf(descriptor)
      if (problem) say(`${at}.descriptors.${j}`, problem)
    })
    const seen = new Set<string>()
    protocol.proxies.forEach((proxy, j) => {
      if (seen.has(proxy.address.toLowerCase()))
        say(`${at}.proxies.${j}.address`, 'is listed twice; keep one')
      seen.add(proxy.address.toLowerCase())
    })
  })
  config.safeServices.forEach((service, i) => {
    if (!chainIds.has(service.chainId)) {
      say(`safeServices.${i}.chainId`, `chain ${service.chainId} is not among chains`)
    }
  })
  for (const name of ['last', 'automatic'] as const) {
    const { maximum } = config.replay
    if (config.replay[name] > maximum)
      say(`replay.${name}`, `is more than replay.maximum, which is ${maximum}; take less`)
  }
  if (config.smtpUrl) {
    if (!/^smtps?:\/\//.test(config.smtpUrl))
      say('SMTP_URL', 'is not an smtp:// or smtps:// URL; leave it empty to send no e-mail')
    if (!config.mailFrom)
      say('mailFrom', 'is missing, and SMTP_URL is set; name who e-mail is from')
    if (!config.publicUrl)
      say('publicUrl', 'is missing, and SMTP_URL is set; the links in e-mail need it')
  }
  if (config.databaseUrl && !/^postgres(ql)?:\/\//.test(config.databaseUrl)) {
    say('DATABASE_URL', 'is not a postgresql:// URL; leave it empty for the embedded database')
  }
  return problems
}
