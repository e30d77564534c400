import type { Hex } from 'viem'
import type * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { AstNode, CompiledContract } from '@/lib/core/source/compiled-contract'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { Compilation } from './compilation-cache'
import {
  CompilerCrashError,
  ContractNotCompiledError,
  SourcesDoNotCompileError,
} from './compiler-error'
import { contractLabel } from './contract-label'
import { readAbi } from './read-abi'
import { readImmutables } from './read-immutables'
import { readLinks } from './read-links'
import {
  messagesSchema,
  outputSchema,
  type WireContract,
  type WireMessages,
} from './solc-output-schema'

/** Enough to judge by; a compiler can warn of each line. */
const mostMessages = 100

/**
 * Reads what solc answered for the contract of a bundle.
 *
 * @throws SourcesDoNotCompileError, ContractNotCompiledError, CompilerCrashError; InvalidAbiError and
 *   InvalidStorageLayoutError for what is beyond the bounds of ours.
 */
export function parseSolcOutput(bundle: SourceBundle, compilation: Compilation): CompiledContract {
  const json = parseJson(bundle, compilation.output)
  const compiler = compilation.version.replace(/\.(Emscripten|mod).*$/, '')
  const messages = readShape(bundle, messagesSchema, json)
  const failures = messagesOf(messages, 'error')
  if (failures.length > 0) throw new SourcesDoNotCompileError({ compiler, messages: failures })
  const output = readShape(bundle, outputSchema, json)
  const { path, name } = bundle.contract
  const contract = output.contracts?.[path]?.[name]
  if (!contract?.evm) throw notCompiled(bundle, 'no contract of that name')
  const { bytecode, deployedBytecode, methodIdentifiers } = contract.evm
  if (deployedBytecode.object === '') throw notCompiled(bundle, 'an interface or abstract contract')
  const asts = new Map(
    Object.entries(output.sources).map(([file, { ast }]) => [file, ast as AstNode]),
  )
  const creation = fillPlaces(bytecode.object)
  const runtime = fillPlaces(deployedBytecode.object)
  return {
    path,
    name,
    compiler,
    settings: bundle.settings,
    abi: readAbi({ abi: contract.abi, unit: asts.get(path), name }),
    layout: contract.storageLayout ? parseStorageLayout(contract.storageLayout) : undefined,
    selectors: new Map(
      Object.entries(methodIdentifiers).map(([signature, selector]) => [
        `0x${selector}`,
        signature,
      ]),
    ),
    creationCode: { bytes: creation, links: linksOf(bundle, bytecode, creation) },
    runtimeCode: {
      bytes: runtime,
      links: linksOf(bundle, deployedBytecode, runtime),
      immutables: readImmutables(deployedBytecode.immutableReferences ?? {}, asts),
    },
    asts,
    sources: bundle.sources,
    warnings: messagesOf(messages, 'warning'),
  }
}

function parseJson(bundle: SourceBundle, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new CompilerCrashError({ contract: contractLabel(bundle), said: 'no JSON', cause })
  }
}

function readShape<T>(bundle: SourceBundle, schema: z.ZodMiniType<T>, json: unknown): T {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const said = 'an answer of another shape'
  throw new CompilerCrashError({ contract: contractLabel(bundle), said, cause: result.error })
}

function messagesOf({ errors = [] }: WireMessages, severity: string): string[] {
  return errors
    .filter((message) => message.severity === severity)
    .slice(0, mostMessages)
    .map((message) => visibleText(describeMessage(message), { maxLength: 1_000 }))
}

/** On one line, with its place: `DeclarationError: Undeclared identifier. (a.sol:1:23)`. */
function describeMessage(wire: NonNullable<WireMessages['errors']>[number]): string {
  const place = /^ *--> (.*?):?$/m.exec(wire.formattedMessage ?? '')?.[1]
  const said = `${wire.type}: ${wire.message}`.replaceAll(/\s+/g, ' ')
  return place ? `${said} (${place})` : said
}

/** Where a library is to be linked the compiler writes `__$…$__`: zeros for us. */
function fillPlaces(object: string): Hex {
  return `0x${object.replaceAll(/__\$[0-9a-f]{34}\$__/g, '0'.repeat(40))}`
}

function linksOf(
  { settings }: SourceBundle,
  { linkReferences }: NonNullable<WireContract['evm']>['bytecode'],
  bytes: Hex,
) {
  return readLinks({ references: linkReferences ?? {}, libraries: settings.libraries, bytes })
}

function notCompiled(bundle: SourceBundle, found: string): ContractNotCompiledError {
  return new ContractNotCompiledError({ contract: contractLabel(bundle), found })
}
