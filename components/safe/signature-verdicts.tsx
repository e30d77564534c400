import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { Verdict } from '@/components/ui/verdict'
import type { SignatureKind } from '@/lib/core/safe/signature'
import type { VerifiedSignature } from '@/lib/core/safe/verified-signature'

/** By what a signature was proven. */
const proofs: Record<SignatureKind, string> = {
  eip712: 'recovered here (EIP-712)',
  'eth-sign': 'recovered here (eth_sign)',
  'approved-hash': 'approved on chain',
  contract: 'confirmed by the contract (EIP-1271)',
}

/** Each signature with its verdict and by what it was reached. */
export function SignatureVerdicts({ signatures }: { signatures: readonly VerifiedSignature[] }) {
  if (signatures.length === 0) return <p className="text-ink-2 text-sm">No signature is in it.</p>
  return (
    <ul className="grid gap-1.5 text-sm">
      {signatures.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the signatures of one file never change places
        <li key={index} className="flex flex-wrap items-baseline justify-between gap-x-3">
          <Signer signature={each} />
          <span className="text-right">
            {each.verdict === 'counts' && (
              <Verdict verdict="pass">{proofs[each.signature.kind]}</Verdict>
            )}
            {each.verdict === 'unknown' && (
              <Verdict verdict="unknown">
                <UntrustedText text={each.reason} maxLength={120} />
              </Verdict>
            )}
            {each.verdict === 'refused' && (
              <Verdict verdict="fail">{each.reason}; not counted</Verdict>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Signer({ signature }: { signature: VerifiedSignature }) {
  const signer = signature.verdict === 'refused' ? signature.signer : signature.signature.signer
  if (!signer) return <span className="text-ink-2">no signer</span>
  return <AddressView address={signer} />
}
