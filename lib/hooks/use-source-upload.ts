import { postSources } from '@/lib/adapters/suture-api/post-sources'
import { type UploadBodyParameters, uploadBody } from '@/lib/core/source/upload-body'
import { type Action, useAction } from '@/lib/hooks/use-action'

/** A file that somebody has chosen, and what they say of it. */
export type SourceFile = Omit<UploadBodyParameters, 'file'> & { readonly file: File }

/** Hands a file in as the sources of a contract. */
export function useSourceUpload(): Action<SourceFile> {
  return useAction(async ({ file, ...words }) => {
    const body = uploadBody({ ...words, file: await file.text() })
    await postSources({ origin: window.location.origin }, { body })
  })
}
