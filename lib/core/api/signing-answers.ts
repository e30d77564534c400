import * as z from 'zod/mini'
import { decodedAnswer } from '@/lib/core/api/decoded-answer'
import { findingAnswer, rivalAnswer } from '@/lib/core/api/patch-answers'
import {
  proposedTransactionAnswer,
  readBlock,
  safeStateAnswer,
  sourcesAnswer,
  staleAnswer,
  wireBytes,
} from '@/lib/core/api/record-answers'
import { wireAddress, wireHash, wireInteger, wireSeconds } from '@/lib/core/api/wire-values'

/** Which Safe transaction is asked about. */
export const signingQuery = z.strictObject({
  tx: z.optional(
    wireHash.check(
      z.describe('safeTxHash of one of the patch; by default the one its page is about.'),
    ),
  ),
})

const progress = {
  signed: z.int().check(z.describe('Signatures of present owners.')),
  threshold: z.optional(z.int()),
}

const view = z.strictObject({
  id: z.enum([
    'ledger-hashes',
    'ledger-fields',
    'trezor-fields',
    'trezor-hashes',
    'ledger-call',
    'trezor-call',
  ]),
  device: z.enum(['Ledger', 'Trezor']),
  when: z.string().check(z.describe('In which app, model or setting it looks so.')),
  screens: z.array(
    z.strictObject({
      heading: z.string(),
      value: z.string(),
      form: z.enum(['hash', 'hex', 'text']),
    }),
  ),
  missing: z.array(z.string()).check(z.describe('What it does not show, or shows in part.')),
})

const clear = z.strictObject({
  descriptor: z.strictObject({ name: z.string(), owner: z.string() }),
  intent: z.string(),
  sentence: z.optional(z.string()),
  rows: z.array(
    z.strictObject({ label: z.string(), value: z.string(), note: z.optional(z.string()) }),
  ),
  hidden: z.array(z.string()).check(z.describe('Signed and not shown.')),
})

const shown = {
  views: z.array(view).check(z.describe('Screen by screen, for each device and setting.')),
  clear: z.array(clear).check(z.describe('With a descriptor of ERC-7730 that is known here.')),
}

const standing = z
  .enum(['none', 'of-other-bytes', 'old', 'current'])
  .check(z.describe('What the last one is worth to who signs these bytes now.'))

/** What the page shows on which a Safe transaction of a patch is signed. */
export const signingAnswer = z.strictObject({
  protocol: z.string(),
  chainId: z.int(),
  key: wireHash.check(z.describe('Of the summary.')),
  block: readBlock,
  readAt: z.number().check(z.describe('Milliseconds, by the clock of the server.')),
  stale: z.optional(staleAnswer),
  sources: sourcesAnswer,
  transaction: proposedTransactionAnswer,
  safe: safeStateAnswer,
  ...progress,
  hashes: z
    .strictObject({
      domainHash: wireHash,
      messageHash: wireHash,
      safeTxHash: wireHash,
      calldataDigest: wireHash.check(z.describe('Of the data, as some devices show it.')),
    })
    .check(
      z.describe(
        'Computed by the server from the fields. Nobody signs by it: the browser computes them once more.',
      ),
    ),
  decoded: decodedAnswer.check(z.describe('What a signature allows.')),
  timelockCall: z.optional(
    z
      .strictObject({
        kind: z.enum(['schedule', 'execute', 'cancel']),
        operationId: wireHash,
        salt: z.optional(wireHash),
        delay: z.optional(wireInteger('Seconds')),
      })
      .check(z.describe('Where its data is such a call; its target may be another contract.')),
  ),
  rivals: z.array(rivalAnswer).check(z.describe('What else wants its nonce.')),
  otherNonces: z
    .array(z.strictObject({ safeTxHash: wireHash, nonce: wireInteger('A nonce') }))
    .check(z.describe('Where the same operation is proposed too.')),
  approved: z.optional(
    z
      .strictObject({
        safeTxHash: wireHash,
        steps: z.array(
          z.strictObject({
            safeTxHash: wireHash,
            key: wireHash,
            title: z.string(),
            decoded: decodedAnswer,
          }),
        ),
        missing: z.optional(
          wireHash.check(z.describe('The hash on the way whose transaction nobody here knows.')),
        ),
      })
      .check(z.describe('What it approves at another Safe, and what that does in turn.')),
  ),
  above: z
    .array(wireAddress)
    .check(z.describe('Safes that its Safe is an owner of, the nearest first.')),
  obstacles: z.array(z.string()).check(z.describe('What stands in the way of what it approves.')),
  nested: z
    .array(
      z.strictObject({
        safe: wireAddress,
        path: z.array(wireAddress).check(z.describe('Safes between.')),
        unknownVersion: z.optional(
          z
            .string()
            .check(
              z.describe(
                'What it, or a Safe between, says of its version, where that is none that is known: how it confirms is not told then.',
              ),
            ),
        ),
        approval: z.optional(z.strictObject({ safeTxHash: wireHash, ...progress })),
        messageHash: z.optional(
          wireHash.check(z.describe('What its owners sign instead where it confirms by EIP-1271.')),
        ),
      }),
    )
    .check(z.describe('Owners that are Safes, and how each of them confirms.')),
  asksForReview: z
    .boolean()
    .check(z.describe('Whether nobody should sign it before it was reviewed.')),
  review: z.strictObject({
    standing,
    isRunning: z.boolean(),
    reviewed: z
      .array(z.strictObject({ address: wireAddress, codeHash: wireHash }))
      .check(z.describe('The new codes, as it has seen them.')),
  }),
  simulation: z.strictObject({
    standing,
    isOff: z.boolean().check(z.describe('Nothing is simulated here.')),
    isRunning: z.boolean(),
    failure: z.optional(z.string()),
  }),
  findings: z
    .array(findingAnswer)
    .check(z.describe('That hold up a signature, are unknown, or wait for an answer of an owner.')),
  drift: z.optional(
    z
      .strictObject({
        id: z.literal('drift'),
        title: z.string(),
        anchor: z.literal('service'),
        verdict: z.enum(['pass', 'fail', 'unknown']),
        detail: z.string(),
        isTold: z.optional(z.literal(true)),
      })
      .check(z.describe('Whether effect and facts are as when it was first looked at.')),
  ),
  acknowledgements: z
    .array(
      z.strictObject({
        signer: wireAddress,
        check: z.string(),
        subject: z.string(),
        finding: wireHash,
        reason: z.string(),
        submittedAt: wireSeconds,
        standing: z.enum(['counts', 'not-an-owner', 'forged', 'of-another-patch']),
      }),
    )
    .check(z.describe('What owners have answered; with their signatures at …/acknowledgements.')),
  devices: z.strictObject({
    ...shown,
    typedData: z.string().check(z.describe('As the wallet is handed it: JSON, as text.')),
    calls: z
      .array(
        z.strictObject({
          title: z.string(),
          call: z.strictObject({
            target: wireAddress,
            value: wireInteger('Wei'),
            data: wireBytes,
          }),
          ...shown,
        }),
      )
      .check(z.describe('Plain transactions that follow from it.')),
  }),
  descriptors: z
    .array(
      z.strictObject({
        descriptor: z.string().check(z.describe('Its name.')),
        proxy: wireAddress,
        standing: z.enum(['stale', 'unbound', 'unknown', 'intact']),
        functions: z.array(
          z.strictObject({
            key: z.string(),
            selector: z.string(),
            change: z.enum(['removed', 'parameters-changed', 'renamed', 'names-changed']),
            now: z.optional(z.string()),
          }),
        ),
        undescribed: z.array(z.string()),
        reason: z.optional(z.string()),
      }),
    )
    .check(z.describe('What the patch makes of the descriptors of its contracts.')),
  carried: z
    .string()
    .check(z.describe('Canonical JSON of transaction and dossier, to carry to another machine.')),
})
