import type { ReactNode } from 'react'

/** Drawn on a grid of 16, in strokes of the current colour, so that an icon never needs a colour of its own. */
const drawings = {
  pass: <path d="M3 8.6 6.4 12 13 4.4" strokeWidth="2" />,
  warn: (
    <>
      <path d="M8 2.1 14.7 13.9H1.3z" strokeWidth="1.6" strokeLinejoin="round" />
      <path d="M8 6.3v3.5M8 11v1.6" strokeWidth="1.7" />
    </>
  ),
  fail: (
    <>
      <path
        d="M5.1 1.4h5.8l3.7 3.7v5.8l-3.7 3.7H5.1l-3.7-3.7V5.1z"
        className="fill-current"
        stroke="none"
      />
      <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" className="stroke-surface" strokeWidth="1.7" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.3" strokeDasharray="2.6 2.35" />
      <path d="M6.1 6.5a1.9 1.9 0 1 1 2.8 1.7c-.6.3-.9.6-.9 1.2M8 10.7V12" strokeWidth="1.4" />
    </>
  ),
  none: <path d="M5.4 8h5.2" />,
  copy: (
    <>
      <rect x="5.6" y="5.4" width="7.2" height="8.2" rx="1.2" strokeWidth="1.3" />
      <path d="M3.4 10.6v-7a1 1 0 0 1 1-1h6" strokeWidth="1.3" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.9" strokeWidth="1.4" />
      <path
        d="M8 1.4v2m0 9.2v2M1.4 8h2m9.2 0h2M3.3 3.3l1.5 1.5m6.4 6.4 1.5 1.5m0-9.4-1.5 1.5M4.8 11.2l-1.5 1.5"
        strokeWidth="1.4"
      />
    </>
  ),
  moon: (
    <path
      d="M13.2 9.5A5.7 5.7 0 0 1 6.5 2.8a5.7 5.7 0 1 0 6.7 6.7z"
      strokeWidth="1.4"
      strokeLinejoin="round"
    />
  ),
  system: (
    <>
      <circle cx="8" cy="8" r="5.6" strokeWidth="1.4" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" className="fill-current" stroke="none" />
    </>
  ),
  search: (
    <>
      <circle cx="6.9" cy="6.9" r="4.3" strokeWidth="1.4" />
      <path d="m10.1 10.1 4 4" strokeWidth="1.4" />
    </>
  ),
  lock: (
    <>
      <rect x="3.4" y="7" width="9.2" height="6.6" rx="1" strokeWidth="1.4" />
      <path d="M5.4 7V5a2.6 2.6 0 0 1 5.2 0v2" strokeWidth="1.4" />
    </>
  ),
  after: <path d="M4 2v6.4a2 2 0 0 0 2 2h6.2M9.2 7.4l3 3-3 3" />,
  sign: (
    <path d="m2.4 13.6.9-3.3 7.6-7.6 2.4 2.4-7.6 7.6zM9.3 4.3l2.4 2.4" strokeLinejoin="round" />
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" strokeWidth="1.4" />
      <path d="M8 4.6V8l2.4 1.6" strokeWidth="1.4" />
    </>
  ),
  drift: <path d="M1.4 8h4l1.6-4.5 2.4 9L11 8h3.6" strokeLinejoin="round" />,
  close: <path d="m4 4 8 8m0-8-8 8" />,
  external: <path d="M6.5 3.5h-3v9h9v-3M9 3h4v4M12.6 3.4 7.4 8.6" strokeWidth="1.4" />,
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

/** A drawing beside a word, never instead of one: it is hidden from assistive technology. */
export function Icon({ name, className = '' }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      className={`block shrink-0 ${className}`}
    >
      {drawings[name]}
    </svg>
  )
}
