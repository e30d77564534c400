import { fetchWholeRenderings } from '@/lib/hooks/fetch-whole-renderings'

// Next runs this in the browser before anything else, and its router fetches through the global.
window.fetch = fetchWholeRenderings(window.fetch)
