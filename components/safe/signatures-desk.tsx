'use client'

import dynamic from 'next/dynamic'
import { Panel } from '@/components/ui/panel'
import type { SignaturesDeskPanelProps } from './signatures-desk-panel'

const SignaturesDeskPanel = dynamic(
  () => import('./signatures-desk-panel').then((module) => module.SignaturesDeskPanel),
  {
    ssr: false,
    loading: () => (
      <Panel title="Signatures" padded>
        <p className="text-ink-2 text-sm">Looking at what is kept in this browser…</p>
      </Panel>
    ),
  },
)

/** What only a browser can do: the link's fragment and what is kept never reach the server. */
export function SignaturesDesk(props: SignaturesDeskPanelProps) {
  return <SignaturesDeskPanel {...props} />
}
