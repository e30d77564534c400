import type { Address } from 'viem'

const name = 'suture-account'

/**
 * Tells the server which address is looking, so that pages can say "you". It is a public address and proves nothing:
 * nothing is allowed because of it.
 */
export function writeAccountCookie(account: Address | undefined): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser signers use
  document.cookie = account
    ? `${name}=${account}; path=/; max-age=2592000; samesite=lax`
    : `${name}=; path=/; max-age=0; samesite=lax`
}

/** The address the server was last told, so that a changed account is noticed. */
export function readAccountCookie(): string | undefined {
  return document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}
