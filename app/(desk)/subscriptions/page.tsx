import { redirect } from 'next/navigation'

/** Nobody's subscriptions are listed: each has its own address. What can be done here is to begin one. */
export default function SubscriptionsPage() {
  redirect('/subscriptions/new')
}
