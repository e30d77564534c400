import type { Metadata } from 'next'
import { notFound } from 'next/navigation'

export const metadata: Metadata = { title: 'Not found' }

/** Addresses that name nothing: answered inside the desk, so that the way back is in sight. */
export default function MissingPage() {
  notFound()
}
