/** A seam closing a gap: two edges run together, stitches hold them, the left is still open. */
export function BrandMark({ size = 22 }: { size?: number | undefined }) {
  return (
    <svg viewBox="0 0 22 22" width={size} height={size} aria-hidden="true" fill="none">
      <path
        d="M1 4.5C8 4.5 10 11 21 11M1 17.5C8 17.5 10 11 21 11"
        className="stroke-ink"
        strokeWidth="1.8"
      />
      <path
        d="M4 2v18M8.2 3.6v14.8M12.4 6v10M16.4 8v6"
        className="stroke-thread"
        strokeWidth="1.8"
      />
    </svg>
  )
}
