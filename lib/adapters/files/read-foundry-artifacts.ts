import { join } from 'node:path'
import type { BuiltContract } from '@/lib/core/source/build-info'
import type { BundledSources } from '@/lib/core/source/bundle-sources'
import { parseBuiltCode } from '@/lib/core/source/contracts-in'
import { findPathProblems } from '@/lib/core/source/find-path-problems'
import { memberOf, membersOf } from '@/lib/core/source/json-members'
import { bundleMetadata, parseSourceMetadata } from '@/lib/core/source/source-metadata'
import { listJsonFiles, readJsonFile, readTextFile, UnreadableProjectError } from './project-files'

type FoundryArtifact = BuiltContract & { readonly readSources: () => Promise<BundledSources> }

export type ReadFoundryArtifactsParameters = {
  /** The folder that the paths of sources start from. */
  readonly root: string
  readonly out: string
}

/** The contracts whose artifacts have solc's metadata. `forge build` writes it unless it is told not to. */
export async function readFoundryArtifacts({
  root,
  out,
}: ReadFoundryArtifactsParameters): Promise<FoundryArtifact[]> {
  const found: FoundryArtifact[] = []
  for (const path of await listJsonFiles(out)) {
    if (path.startsWith(join(out, 'build-info'))) continue
    const artifact = await readJsonFile(path)
    const metadata = memberOf(artifact, 'rawMetadata') ?? memberOf(artifact, 'metadata')
    const [target] = Object.entries(membersOf(targetOf(metadata)) ?? {})
    if (!target || typeof target[1] !== 'string') continue
    found.push({
      path: target[0],
      name: target[1],
      ...parseBuiltCode(memberOf(artifact, 'deployedBytecode')),
      readSources: () => readSources(root, path),
    })
  }
  return found
}

function targetOf(metadata: unknown): unknown {
  return memberOf(memberOf(parseMetadata(metadata), 'settings'), 'compilationTarget')
}

/** As an object, or as the text that solc hashed. */
function parseMetadata(metadata: unknown): unknown {
  if (typeof metadata !== 'string') return metadata
  try {
    return JSON.parse(metadata)
  } catch {
    return undefined
  }
}

async function readSources(root: string, path: string): Promise<BundledSources> {
  const artifact = await readJsonFile(path)
  const raw = memberOf(artifact, 'rawMetadata') ?? memberOf(artifact, 'metadata')
  const metadata = parseSourceMetadata(parseMetadata(raw))
  const paths = metadata.sources.map((source) => source.path)
  // Nothing outside of the project is read, whatever an artifact names.
  const [problem] = findPathProblems(paths)
  if (problem) throw new UnreadableProjectError(path, { problem: problem.join(' ') })
  const texts = new Map<string, string>()
  for (const source of paths) {
    const text = await readTextFile(join(root, source))
    if (text !== undefined) texts.set(source, text)
  }
  return bundleMetadata(metadata, { texts })
}
