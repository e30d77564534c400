import { BaseError } from '@/lib/core/error/base-error'

/** More transactions than this instance replays, or none. */
export class ReplayCountError extends BaseError {
  override readonly name = 'ReplayCountError'
  constructor({ given, maximum }: { given: string; maximum: number }) {
    super('That is no number of transactions that can be replayed here.', {
      facts: [
        ['Given', given],
        ['Allowed', `1 to ${maximum}`],
      ],
      hint: 'replay.maximum of the configuration bounds it; suture replay on the command line does not.',
    })
  }
}

/** As many replays wait as this process takes. */
export class ReplaysBusyError extends BaseError {
  override readonly name = 'ReplaysBusyError'
  constructor() {
    super('Too many replays are waiting here.', {
      hint: 'One runs at a time. Try again when some are done, or cancel one.',
      retry: true,
    })
  }
}
