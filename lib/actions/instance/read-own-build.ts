import { readBuildAssets } from '@/lib/adapters/build/read-build-assets'
import { type BuildManifest, buildManifest } from '@/lib/core/instance/build-manifest'
import manifest from '@/package.json'

let held: Promise<BuildManifest | undefined> | undefined

/** The build that this process serves, hashed once; undefined in development, where it changes all the time. */
export function readOwnBuild(): Promise<BuildManifest | undefined> {
  held ??= read().catch((error) => {
    held = undefined
    throw error
  })
  return held
}

async function read(): Promise<BuildManifest | undefined> {
  if (process.env.NODE_ENV !== 'production') return undefined
  const assets = await readBuildAssets(/* turbopackIgnore: true */ process.cwd())
  return assets && buildManifest({ version: manifest.version, assets })
}
