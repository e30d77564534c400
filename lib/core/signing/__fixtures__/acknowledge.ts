import { hexToBytes, keccak256, stringToBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Finding } from '@/lib/core/check/finding'
import type {
  AcknowledgementContent,
  StoredAcknowledgement,
} from '@/lib/core/signing/acknowledgement'
import { acknowledgementTypedData } from '@/lib/core/signing/acknowledgement-typed-data'
import { hashFinding } from '@/lib/core/signing/hash-finding'

/** Keys of nobody. */
const accountOf = (name: string) => privateKeyToAccount(keccak256(stringToBytes(name)))

export const ada = accountOf('ada')
export const stranger = accountOf('stranger')

export const about = {
  safe: { chainId: 31_337, address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
  patch: keccak256(hexToBytes('0x01')),
} as const

export const judgement: Finding = {
  check: 'TX-03',
  title: 'The operation makes the upgrades and no other call',
  verdict: 'fail',
  severity: 'high',
  kind: 'judgement',
  subject: 'patch',
  detail: '1 of 2 calls are no upgrade.',
  evidence: [{ where: 'call 2', what: 'setFee on 0x00' }],
  reproduce: 'suture review',
}

export const integrity: Finding = { ...judgement, check: 'TX-08', kind: 'integrity', severity: 'critical' }

/** What an owner would sign of a finding. */
export function contentOf(
  finding: Finding,
  changes: Partial<AcknowledgementContent> = {},
): AcknowledgementContent {
  const { check, subject } = finding
  return {
    ...about,
    check,
    subject,
    finding: hashFinding(finding),
    reason: 'The fee was voted on, and the call sets it.',
    signer: ada.address,
    ...changes,
  }
}

export async function acknowledge(
  finding: Finding,
  changes: Partial<AcknowledgementContent> = {},
  signer = ada,
): Promise<StoredAcknowledgement> {
  const content = contentOf(finding, changes)
  const signature = await signer.signTypedData(acknowledgementTypedData(content))
  return { ...content, signature, submittedAt: 1_795_184_567n }
}
