import { sealScripts } from './lib/config/seal-scripts.mjs'
import { sourceHash } from './lib/config/source-hash.mjs'

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The Safe service's clients are not of one mind about trailing slashes; a redirect would lose their POST bodies.
  skipTrailingSlashRedirect: true,
  // These carry WebAssembly, native parts or sockets and are loaded by Node itself.
  serverExternalPackages: [
    '@electric-sql/pglite',
    'pg',
    'drizzle-orm',
    'nodemailer',
    '@safe-global/api-kit',
  ],
  // No page has a picture to be made smaller, so that nobody may have the server decode one.
  images: { unoptimized: true },
  // `tsc` and Biome are steps of their own; the build does not repeat them.
  typescript: { ignoreBuildErrors: true },
  // A page that renders anew while the server restarts waits for it, instead of giving way to the browser's error page.
  experimental: {
    useOffline: true,
    // The scripts that start a page carry the hashes of their files; `sealScripts` sees to all others.
    sri: { algorithm: 'sha256' },
  },
  // Browsers count the hash of a script only where it is asked for in this way, from our own origin, too.
  crossOrigin: 'anonymous',
  compiler: {
    runAfterProductionCompile: async ({ distDir }) => {
      sealScripts(distDir)
    },
  },
  // The same sources give the same files under the same names: see `npm run build:verify`.
  generateBuildId: () => sourceHash(import.meta.dirname),
}

export default config
