import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Address } from 'viem'

/** What a page that frames Safe Apps was asked to propose. */
export type AskedTransactions = { readonly txs: readonly { to: Address; data: string }[] }

declare global {
  interface Window {
    /** Of the page around the app. */
    asked: AskedTransactions[]
  }
}

export type SafeParent = { readonly origin: string; stop(): void }

/**
 * A page of an origin of its own that frames a Safe App, as the Safe's own does: it answers what the app asks by
 * `postMessage`, and keeps what it was asked to propose. `?app=` is what it frames.
 */
export async function startSafeParent(safe: {
  readonly safeAddress: Address
  readonly chainId: number
}): Promise<SafeParent> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(`<!doctype html><title>A Safe</title><iframe id="app" width="1200" height="900"></iframe>
<script>(${parentScript})(${JSON.stringify({ ...safe, threshold: 2, owners: [], isReadOnly: false })})</script>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, stop: () => void server.close() }
}

/** Runs in the page. */
function parentScript(info: Record<string, unknown>) {
  window.asked = []
  const frame = document.querySelector('iframe')
  const answers: Record<string, (params: unknown) => unknown> = {
    getSafeInfo: () => info,
    sendTransactions: (params) => {
      window.asked.push(params as AskedTransactions)
      return { safeTxHash: `0x${'5a'.repeat(32)}` }
    },
  }
  addEventListener('message', ({ data, source, origin }) => {
    const answer = answers[data?.method]
    if (!answer || source !== frame?.contentWindow) return
    const reply = { id: data.id, success: true, version: '9.1.0', data: answer(data.params) }
    ;(source as Window).postMessage(reply, origin)
  })
  frame?.setAttribute('src', new URLSearchParams(location.search).get('app') ?? '')
}
