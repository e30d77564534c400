import { Fragment } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { visibleText } from '@/lib/core/chain/visible-text'

/** The path of a source, in whatever hand it was written: it breaks behind a slash or a colon, before it breaks a name. */
export function PathText({ path, maxLength }: { path: string; maxLength: number }) {
  const visible = visibleText(path, { maxLength })
  // What hides in it is worth more than where it breaks.
  if (visible.includes('⟨')) return <UntrustedText text={path} maxLength={maxLength} />
  const parts = visible.split(/(?<=[/:])/)
  return (
    <bdi>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one path never change places
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </bdi>
  )
}
