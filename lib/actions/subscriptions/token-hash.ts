import { createHash, randomBytes } from 'node:crypto'

/** 256 bits that nobody guesses, for a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: whoever reads the database cannot make links of it. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
