import { StartedPanel } from './started-panel'

/**
 * Said where a file of the page did not arrive, or is another than the page names. It is written out by the server and shown
 * by the list of scripts (`sealScripts`), which is there when nothing else may be. React leaves it as it is.
 *
 * Where the list itself is missing the style sheet shows the second one, after a while: nothing has stopped it.
 */
export function RefusedFile() {
  return (
    <>
      <div id="refused-file" role="alert" hidden className={look}>
        <p className="font-semibold text-base">A file of this page is missing</p>
        <p className="break-all font-mono text-xs before:content-[attr(data-file)]" />
        <p>
          It did not arrive, or it is not the file whose hash this page names; your browser refuses
          such. {advice}
        </p>
      </div>
      <div className={`silent-page ${look}`}>
        <p className="font-semibold text-base">This page has not come to life</p>
        <p>Its scripts did not arrive, are not the files that it names, or take long. {advice}</p>
      </div>
      <StartedPanel />
    </>
  )
}

const look = 'sticky top-0 z-50 border-fail border-b-2 bg-fail-bg px-6 py-3 text-sm max-md:px-4'

const advice = (
  <>
    What stands here is the server’s word: your browser has not computed it again. Load the page
    once more. If this stays, sign nothing here, and hold the instance against its build with{' '}
    <code>suture instance</code>: somebody may have altered the file on its way to you.
  </>
)
