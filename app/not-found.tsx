import type { Metadata } from 'next'
import Link from 'next/link'
import { BrandMark } from '@/components/frame/brand-mark'
import { destinations } from '@/components/frame/destinations'
import { FindForm } from '@/components/frame/find-form'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main id="main" className="mx-auto max-w-[90rem] px-6 py-16 max-md:px-4">
      <div className="grid max-w-xl gap-4">
        <BrandMark size={32} />
        <h1>There is no such page</h1>
        <p className="text-ink-2">
          Patches, operations and Safe transactions are found by any of their hashes, timelocks and
          Safes by their address.
        </p>
        <FindForm id="find-not-found-input" />
        <ul className="flex flex-wrap gap-x-5">
          {destinations.map(({ href, label, isDocument }) => (
            <li key={href}>
              {isDocument ? (
                <a href={href} className="link link-target">
                  {label}
                </a>
              ) : (
                <Link href={href} prefetch={false} className="link link-target">
                  {label}
                </Link>
              )}
            </li>
          ))}
        </ul>
      </div>
    </main>
  )
}
