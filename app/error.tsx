'use client'

import { Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'

/** The last resort of a page: errors that a page knows are rendered by the page itself, with their facts. */
export default function PageError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <main id="main" className="mx-auto max-w-2xl px-4 py-16">
      <h1 className="mb-4">This page could not be made</h1>
      <ErrorView
        live="alert"
        error={{
          shortMessage: 'Something failed that was not expected to.',
          facts: error.digest ? [['Server log', error.digest]] : [],
          hint: 'Nothing was sent and nothing was lost. The cause stands in the log of the server that runs Suture.',
          retry: true,
        }}
        retryAction={<Button onClick={retry}>Try again</Button>}
      />
    </main>
  )
}
