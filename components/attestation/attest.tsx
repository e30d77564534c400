'use client'

import dynamic from 'next/dynamic'

/** Where an attestation is signed. Needs a wallet, so it is drawn by the browser alone. */
export const Attest = dynamic(() => import('./attest-panel').then((module) => module.AttestPanel), {
  ssr: false,
})
