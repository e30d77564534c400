/** A line under the bar: another page is on its way. */
export function ProgressLine({ isOn }: { readonly isOn: boolean }) {
  return (
    <div role="status">
      {isOn && (
        <div className="page-progress">
          <span className="sr-only">The page is on its way.</span>
        </div>
      )}
    </div>
  )
}
