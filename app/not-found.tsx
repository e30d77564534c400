import type { Metadata } from 'next'
import Link from 'next/link'
import { BrandMark } from '@/components/frame/brand-mark'
import { FindForm } from '@/components/frame/find-form'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main id="main" className="mx-auto grid max-w-xl gap-4 px-4 py-16">
      <BrandMark size={32} />
      <h1>There is no such page</h1>
      <p className="text-ink-2">
        Patches, operations and Safe transactions are found by any of their hashes, timelocks and
        Safes by their address.
      </p>
      <FindForm id="find-not-found-input" />
      <p>
        <Link href="/" className="link link-target">
          Overview
        </Link>
      </p>
    </main>
  )
}
