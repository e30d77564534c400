import { BaseError } from '@/lib/core/error/base-error'

export class StoreUnreachableError extends BaseError {
  override name = 'StoreUnreachableError' as const
  constructor({ host, cause }: { host: string; cause: unknown }) {
    super('The database could not be opened.', {
      facts: [
        ['Database', host],
        ['Reason', cause instanceof Error ? cause.message : String(cause)],
      ],
      hint: 'Check that PostgreSQL runs and that DATABASE_URL names it with a user that may create tables.',
      retry: true,
      cause,
    })
  }
}

export class StoreInUseError extends BaseError {
  override name = 'StoreInUseError' as const
  constructor({ directory, pid }: { directory: string; pid: number }) {
    super('Another process has the embedded database open.', {
      facts: [
        ['Directory', directory],
        ['Process', `${pid}`],
      ],
      hint: 'Stop that process, or set DATABASE_URL so that several processes can share a PostgreSQL.',
    })
  }
}

export class MigrationsMissingError extends BaseError {
  override name = 'MigrationsMissingError' as const
  constructor({ folder }: { folder: string }) {
    super('The migrations of the database were not found.', {
      facts: [['Folder', folder]],
      hint: 'Start Suture from the folder that holds its package.json.',
    })
  }
}
