import { StartedPanel } from './started-panel'

/**
 * Said where a script of the page did not run. It is written out by the server and shown by the list of scripts
 * (`sealScripts`), which is there when nothing else may be. React leaves it as it is.
 */
export function RefusedScript() {
  return (
    <>
      <div
        id="refused-script"
        role="alert"
        hidden
        className="sticky top-0 z-50 border-fail border-b-2 bg-fail-bg px-6 py-3 text-sm max-md:px-4"
      >
        <p className="font-semibold text-base">A script of this page did not run</p>
        <p className="break-all font-mono text-xs before:content-[attr(data-script)]" />
        <p>
          It did not arrive, or it is not the file whose hash this page names; your browser refuses
          such. What stands here is the server’s word: your browser has not computed it again. Load
          the page once more. If this stays, sign nothing here, and hold the instance against its
          build with <code>suture instance</code>: somebody may have altered the file on its way to
          you.
        </p>
      </div>
      <StartedPanel />
    </>
  )
}
