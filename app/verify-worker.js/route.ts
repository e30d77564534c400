import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyWorker } from '@/components/verify/verify-worker'

let buildId: string | undefined

/** The worker that keeps /verify for use without a network. A new build is another text, and so another worker. */
export function GET(): Response {
  buildId ??= readBuildId()
  return new Response(verifyWorker(buildId), {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'service-worker-allowed': '/verify',
    },
  })
}

/** Next writes it beside what it has built; in development there is none. */
function readBuildId(): string {
  try {
    return readFileSync(join(process.cwd(), '.next', 'BUILD_ID'), 'utf8').trim()
  } catch {
    return 'development'
  }
}
