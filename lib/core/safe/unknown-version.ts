import { safeHashing, UnknownSafeVersionError } from './safe-version'

/** Why nothing of a Safe of this version can be hashed, and so nothing signed; undefined where it can. */
export function unknownVersion(version: string): UnknownSafeVersionError | undefined {
  try {
    safeHashing(version)
    return undefined
  } catch (error) {
    if (error instanceof UnknownSafeVersionError) return error
    throw error
  }
}
