import { notFound } from 'next/navigation'

/** Addresses that name nothing: answered inside the desk, so that the way back is in sight. */
export default function MissingPage() {
  notFound()
}
