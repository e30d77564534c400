/** Names under which page and test find each other. */
export const walletBinding = 'askTestWallet'
export const walletEmitter = 'emitFromTestWallet'

/** Runs in the page before anything else does: puts a provider there and announces it. Must not refer to anything outside. */
export function announceWallet(parameters: {
  name: string
  binding: string
  emitter: string
}): void {
  type Listener = (value: unknown) => void
  type Answer = { result: unknown } | { error: { code: number; message: string } }
  const page = window as unknown as Record<string, (...args: unknown[]) => unknown>
  const listeners = new Map<string, Set<Listener>>()

  const provider = {
    request: async (request: { method: string; params?: unknown }) => {
      const answer = (await page[parameters.binding]?.(request)) as Answer
      if ('error' in answer) {
        throw Object.assign(new Error(answer.error.message), { code: answer.error.code })
      }
      return answer.result
    },
    on: (event: string, listener: Listener) => {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
    },
    removeListener: (event: string, listener: Listener) => {
      listeners.get(event)?.delete(listener)
    },
  }
  page[parameters.emitter] = (event, value) => {
    for (const listener of listeners.get(String(event)) ?? []) listener(value)
  }

  const info = {
    uuid: '5a1d9f0e-6f1c-4d7b-9a53-2f0c6c1f6d11',
    name: parameters.name,
    icon: 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E',
    rdns: 'example.test-wallet',
  }
  const announce = () => {
    const detail = Object.freeze({ info, provider })
    window.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
  }
  window.addEventListener('eip6963:requestProvider', announce)
  announce()
}
