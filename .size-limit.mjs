// First-load JavaScript of the pages with a budget, after `next build`: what the manifests say that Next puts into their
// HTML. The browser tests measure the same in the HTML itself, with scripts/first-load.mjs.

import { builtScripts } from './scripts/first-load.mjs'

/** kB of 1,000 bytes, compressed with gzip. */
const pages = [
  { name: 'overview', page: '(desk)', limit: '180 kB' },
  { name: 'queue', page: '(desk)/queue', limit: '180 kB' },
  { name: 'patch', page: '(desk)/patches/[patch]', limit: '220 kB' },
  { name: 'sign', page: '(desk)/patches/[patch]/sign', limit: '220 kB' },
]

// biome-ignore lint/style/noDefaultExport: size-limit reads the default export.
export default pages.map(({ name, page, limit }) => ({
  name,
  limit,
  gzip: true,
  path: builtScripts(page),
}))
